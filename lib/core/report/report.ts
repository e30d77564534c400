import type { Abi, Address, Hash, Hex } from 'viem'
import type { AuthorityAccount, UpgradeAuthority } from '@/lib/core/authority/authority'
import type { FactKind, LiveStorage } from '@/lib/core/check/check-facts'
import type { Anchor, Finding, Verdict } from '@/lib/core/check/finding'
import type { ReviewInput } from './review-input'
import type { ReviewedCode } from './reviewed-code'

/** A fact as it was used: known and what it rests on, or why not. */
export type FactLine =
  | { readonly kind: FactKind; readonly known: true; readonly anchor: Anchor }
  | { readonly kind: FactKind; readonly known: false; readonly reason: string }

/** One upgrade among the calls. */
export type UpgradeReport = {
  /** As findings name it in `subject`. */
  readonly name: string
  readonly proxies: readonly Address[]
  /** Undefined where what runs now could not be told. */
  readonly from?: ReviewedCode | undefined
  readonly to: ReviewedCode
  /** The code of the proxy itself; of several, of the first. */
  readonly proxy?: ReviewedCode | undefined
  readonly migration: Hex
  /** Words of the storage of each proxy, at the slots that either layout names. Empty where none were read. */
  readonly live: readonly LiveStorage[]
  /** Who may do what, before and after. */
  readonly authority: UpgradeAuthority
  readonly facts: readonly FactLine[]
}

/**
 * All that a review found, at one block. The same input gives the same bytes on any machine; pages, Markdown and HTML are
 * made from this alone.
 */
export type Report = {
  readonly schema: 'suture/report/1'
  readonly input: ReviewInput
  /** What the calls were read with: ABIs by address, of sources that gave the code on the chain. */
  readonly abis: Readonly<Record<Address, Abi>>
  /** Every source bundle that a code was read with, by the address of the code, so that whoever verifies can ask for it. */
  readonly bundles: Readonly<Record<Address, Hash>>
  readonly upgrades: readonly UpgradeReport[]
  /** Who holds the powers that upgrades tell of, and who commands those. */
  readonly accounts: readonly AuthorityAccount[]
  /** Of the patch as a whole. */
  readonly facts: readonly FactLine[]
  /** One of every check of the catalogue, or one for each upgrade, in its order. */
  readonly findings: readonly Finding[]
  /** The worst of all findings. */
  readonly verdict: Verdict
}
