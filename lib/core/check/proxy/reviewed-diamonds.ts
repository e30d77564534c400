import type { Abi } from 'viem'
import type { Verification } from '@/lib/core/bytecode/verification'
import type { AccountCode } from '@/lib/core/chain/account-code'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Diamond } from '@/lib/core/proxy/diamond'

/** What stands at a facet, or at what a cut delegates to, and what its sources are. */
export type FacetCode = {
  readonly account: AccountCode
  readonly sources: Known<{ readonly match: Verification['match']; readonly abi: Abi }>
}

/** The diamonds that the calls cut, before any of the cuts. Keys in lower case. */
export type ReviewedDiamonds = {
  readonly diamonds: ReadonlyMap<string, Known<Diamond>>
  /** Of the facets that cuts bring and of those they take, and of what they delegate to. */
  readonly codes: ReadonlyMap<string, Known<FacetCode>>
}
