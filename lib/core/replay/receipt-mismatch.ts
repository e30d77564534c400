import type { HistoricReceipt, WholeLog } from './historic-transaction'
import type { ReplayRun } from './replay-run'

/**
 * Where a run of the old code does something else than what the chain says of the transaction, in a clause: then what it
 * was run on is not what it was, and nothing follows from comparing it.
 *
 * @returns undefined where it is the same.
 */
export function receiptMismatch(
  run: Pick<ReplayRun, 'succeeded' | 'gasUsed' | 'logs'>,
  receipt: HistoricReceipt,
): string | undefined {
  if (run.succeeded !== receipt.succeeded) {
    const [here, there] = [run, receipt].map((one) => (one.succeeded ? 'succeeds' : 'reverts'))
    return `it ${here} here and ${there} on the chain`
  }
  if (run.gasUsed !== receipt.gasUsed) {
    return `it uses ${run.gasUsed} gas here and ${receipt.gasUsed} on the chain`
  }
  const [ours, theirs] = [run.logs, receipt.logs].map((logs) => logs.map(logText))
  if (ours?.length !== theirs?.length) {
    return `it emits ${run.logs.length} events here and ${receipt.logs.length} on the chain`
  }
  const first = ours?.findIndex((text, index) => text !== theirs?.[index]) ?? -1
  return first < 0 ? undefined : `event ${first + 1} is another one than on the chain`
}

/** One text for each event, equal where the events are. */
export function logText({ address, topics, data }: WholeLog): string {
  return [address, ...topics, data].join(' ').toLowerCase()
}
