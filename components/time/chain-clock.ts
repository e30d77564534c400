import type { Block } from '@/lib/core/chain/snapshot'

/**
 * The two clocks of a page. The chain's decides what is ready; the wall clock only estimates how far the chain has
 * got since, and dates what never was on chain.
 */
export type ChainClock = {
  /** The block everything on the page was read at. Its timestamp is in seconds. */
  readonly block: Block
  /** When that was, by the wall clock of whoever read it: milliseconds since the epoch. */
  readonly readAt: number
}

/** Seconds since the epoch by the chain's clock, at the block. */
export const chainSeconds = (clock: ChainClock): number => Number(clock.block.timestamp)

/** Seconds since the epoch by the wall clock, when the block was read. */
export const wallSeconds = (clock: ChainClock): number => Math.floor(clock.readAt / 1000)
