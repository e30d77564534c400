import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { blockingEntries } from '@/lib/core/signing/ledger/may-proceed'

/** What a ledger puts in the way, each a whole sentence; the ledger itself stands above the button. */
export function ledgerObstacles({
  ledger,
  answered,
  problem,
}: {
  ledger: readonly LedgerEntry[]
  /** Ids of the entries that the signer has answered. */
  answered: ReadonlySet<string>
  /** Why it could not be read. */
  problem: string | undefined
}): string[] {
  if (problem) return [`What must hold could not be checked. ${problem}`]
  if (ledger.length === 0) return ['Your node is being asked.']
  const blocking = blockingEntries(ledger, answered)
  const count = (verdict: LedgerEntry['verdict']) =>
    blocking.filter((entry) => entry.verdict === verdict).length
  const [failed, unknown, open] = [count('fail'), count('unknown'), count('needs-acknowledgement')]
  return [
    ...(failed > 0 ? [`${failed} of the checks above ${failed === 1 ? 'fails' : 'fail'}.`] : []),
    ...(unknown > 0 ? [`${unknown} of the checks above could not be made.`] : []),
    ...(open > 0 ? ['One of the checks above asks for your answer.'] : []),
  ]
}
