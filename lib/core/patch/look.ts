import type { Block } from '@/lib/core/chain/snapshot'
import type { WatchedFact } from '@/lib/core/patch/watched-fact'
import type { Effects } from '@/lib/core/simulation/effects'

/** What was seen of a patch and of what it rests on, at one block. */
export type Look = {
  readonly block: Block
  readonly facts: readonly WatchedFact[]
  /** Whose effects these are: of the operation, or of a transaction that schedules it with something else, or is none. */
  readonly executes: 'operation' | 'transaction'
  readonly effects: Effects
}
