/**
 * How it was learnt what a transaction found: the node traced it (`trace`); the node ran calls at the parent block, each upon
 * what those before it in the block changed (`calls`); a fork of the parent block did (`fork`); or it ran after others in
 * `eth_simulateV1` (`simulation`).
 */
export const replayWays = ['trace', 'calls', 'fork', 'simulation'] as const

export type ReplayWay = (typeof replayWays)[number]

/** How many transactions were run which way. */
export type ReplayWays = Readonly<Record<ReplayWay, number>>

const words: Record<ReplayWay, string> = {
  trace: 'on what the node traced of each',
  calls: 'by debug_traceCall at the parent block, upon what its block had changed before',
  fork: 'on a fork of the parent block, upon what its block had changed before',
  simulation: 'by eth_simulateV1, one after the other',
}

/** A line for each way that was used. */
export function describeWays(ways: ReplayWays): string[] {
  return replayWays.filter((way) => ways[way] > 0).map((way) => `${ways[way]} ${words[way]}`)
}
