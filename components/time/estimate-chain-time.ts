/** How long an estimate is trusted: after it, a page has slept or its clock is wrong. */
const longestSilence = 6 * 3600

export type EstimateChainTimeParameters = {
  /** Of the block that was read, in seconds. */
  blockTimestamp: number
  /** When it was read, by the reader's clock, in milliseconds. */
  readAt: number
  /** The clock of this machine now, in milliseconds. */
  now: number
}

/**
 * Where the chain's clock stands by now, in seconds: the block's timestamp and what has passed since. Only an
 * estimate: the chain decides. Where the two wall clocks contradict each other, the block alone counts.
 */
export function estimateChainTime({
  blockTimestamp,
  readAt,
  now,
}: EstimateChainTimeParameters): number {
  const passed = (now - readAt) / 1000
  return passed >= 0 && passed <= longestSilence ? blockTimestamp + passed : blockTimestamp
}
