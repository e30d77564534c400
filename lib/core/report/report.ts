import type { Address, Hex } from 'viem'
import type { FactKind } from '@/lib/core/check/check-facts'
import type { Anchor, Finding, Verdict } from '@/lib/core/check/finding'
import type { Implementation } from '@/lib/core/proxy/proxy'
import type { ReviewInput } from './review-input'

/** A fact as it was used: known and what it rests on, or why not. */
export type FactLine =
  | { readonly kind: FactKind; readonly known: true; readonly anchor: Anchor }
  | { readonly kind: FactKind; readonly known: false; readonly reason: string }

/** One upgrade among the calls. */
export type UpgradeReport = {
  /** As findings name it in `subject`. */
  readonly name: string
  readonly proxies: readonly Address[]
  readonly from?: Implementation | undefined
  readonly to: Address
  readonly migration: Hex
  readonly facts: readonly FactLine[]
}

/**
 * All that a review found, at one block. The same input gives the same bytes on any machine; pages, Markdown and HTML are
 * made from this alone.
 */
export type Report = {
  readonly schema: 'suture/report/1'
  readonly input: ReviewInput
  readonly upgrades: readonly UpgradeReport[]
  /** Of the patch as a whole. */
  readonly facts: readonly FactLine[]
  /** One of every check of the catalogue, or one for each upgrade, in its order. */
  readonly findings: readonly Finding[]
  /** The worst of all findings. */
  readonly verdict: Verdict
}
