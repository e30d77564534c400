import type { Address } from 'viem'
import type { AccountCode } from '@/lib/core/chain/account-code'
import type { Known } from '@/lib/core/chain/snapshot'

/** An implementation that a proxy had or has, as it stands now. */
export type PastImplementation = {
  readonly address: Address
  readonly account: AccountCode
  /** Whether its sources are published and give this code. */
  readonly verified: Known<boolean>
}
