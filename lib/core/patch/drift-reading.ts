import type { Block } from '@/lib/core/chain/snapshot'
import type { Alarm } from '@/lib/core/patch/alarm'

/** What is known of the drift of a patch. */
export type DriftReading = {
  /** A look is under way; when it is done, the heads tell. */
  readonly isRunning: boolean
  /** Block of the first look; undefined where there was none. */
  readonly first: Block | undefined
  /** Block of the last one; its time in seconds. */
  readonly looked: { readonly number: bigint; readonly timestamp: bigint } | undefined
  /** What the last look could not compare. */
  readonly unseen: readonly string[]
  /** Why it cannot be looked at, and since when, in seconds by the server's clock. */
  readonly problem: { readonly reason: string; readonly since: bigint } | undefined
  /** Ended ones too, oldest first. */
  readonly alarms: readonly Alarm[]
}
