import type { Address } from 'viem'

/** A getter of the old code that answers otherwise once the upgrade is taken back. */
export type ChangedAnswer = {
  readonly expression: string
  /** Without the patch, and after it was made and taken back. */
  readonly before: string
  readonly after: string
  /** It answered before and does not any more. */
  readonly isGone: boolean
}

/** Somebody who was taken to order the rollback, and how it went. */
export type RollbackAttempt = {
  readonly sender: Address
  /** The function that orders it. */
  readonly name: string
  /** Undefined where the old code runs again. */
  readonly problem: string | undefined
}

/** The way back from an upgrade, as it was tried on one proxy. */
export type Rollback = {
  readonly proxy: Address
  readonly to: Address
  /** Who ordered the upgrade on the path. Undefined where it could not be seen. */
  readonly orderedBy: Address | undefined
  /** In the order in which they were tried, up to the first that came through. */
  readonly attempts: readonly RollbackAttempt[]
  /** How many getters of the old code were asked, and which answer otherwise. */
  readonly asked: number
  readonly changed: readonly ChangedAnswer[]
}
