import type { Replay } from './replay'

/** `fail`: something differs that nobody has announced. `pass`: all that was asked for was run and nothing does. */
export type ReplayVerdict = 'pass' | 'fail' | 'unknown'

/** What follows from a replay as a whole. An announcement of the proposer does not count. */
export function judgeReplay(replay: Replay): ReplayVerdict {
  if (replay.groups.some(({ declared }) => declared?.by !== 'operator')) return 'fail'
  return unseenOf(replay).length > 0 ? 'unknown' : 'pass'
}

/** Why it is no proof that nothing differed, in words. */
export function unseenOf({ counts, mode, gaps }: Replay): string[] {
  const { unknown, 'not reproducible': other, 'not run': before, ...run } = counts
  const compared = Object.values(run).reduce((sum, one) => sum + one, 0)
  return [
    ...(compared === 0 ? ['No transaction was compared.'] : []),
    ...(unknown > 0 ? [`${countOf(unknown)} could not be run.`] : []),
    ...(other > 0
      ? [`${countOf(other)} did not come out as on the chain with the old code either.`]
      : []),
    ...(mode === 'screening' ? ['What is the same was run on simulated states alone.'] : []),
    ...gaps,
  ]
}

function countOf(transactions: number): string {
  return transactions === 1 ? '1 transaction' : `${transactions} transactions`
}
