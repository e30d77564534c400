import type { ChainClock } from '@/components/time/chain-clock'
import type { Block } from '@/lib/core/chain/snapshot'

/** Up to where a timelock is known, and when its nodes were last heard. */
export type LastHeard = {
  readonly indexed: Block | undefined
  readonly heardAt: Date | undefined
}

/**
 * The clock of what is stored of a timelock: the chain's own at the block up to which it is known, read when its nodes were last
 * heard, and not when somebody looks at it. Before any was heard it is as old as the block.
 */
export function clockOfFollowed({ indexed, heardAt }: LastHeard): ChainClock | undefined {
  if (!indexed) return undefined
  return { block: indexed, readAt: heardAt?.getTime() ?? Number(indexed.timestamp) * 1_000 }
}
