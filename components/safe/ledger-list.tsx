import type { ReactNode } from 'react'
import { Disclosure } from '@/components/ui/disclosure'
import type { LedgerEntry } from '@/lib/core/signing/ledger/ledger-entry'
import { LedgerRow } from './ledger-row'

export type LedgerListProps = {
  ledger: readonly LedgerEntry[]
  /** The way to answer an entry that asks for an answer, by its id. */
  answerTo?: Readonly<Record<string, ReactNode>> | undefined
}

/** What stands in the way or is worth knowing comes first, in the order of the ledger; what passes is folded. */
export function LedgerList({ ledger, answerTo = {} }: LedgerListProps) {
  const rank = (entry: LedgerEntry) => (isInTheWay(entry) ? 0 : 1)
  const told = ledger
    .filter(({ verdict }) => verdict !== 'pass' && verdict !== 'not-applicable')
    .toSorted((a, b) => rank(a) - rank(b))
  const passing = ledger.filter(({ verdict }) => verdict === 'pass')
  const others = ledger.filter(({ verdict }) => verdict === 'not-applicable')
  return (
    <div className="grid gap-2">
      {told.length > 0 && (
        <ul className="grid gap-2 text-sm">
          {told.map((entry) => (
            <LedgerRow key={entry.id} entry={entry} open answer={answerTo[entry.id]} />
          ))}
        </ul>
      )}
      <Fold entries={passing} words={passing.length === 1 ? 'check passes' : 'checks pass'} />
      <Fold entries={others} words={others.length === 1 ? 'does not apply' : 'do not apply'} />
    </div>
  )
}

function isInTheWay({ verdict }: LedgerEntry): boolean {
  return verdict === 'fail' || verdict === 'unknown' || verdict === 'needs-acknowledgement'
}

function Fold({ entries, words }: { entries: readonly LedgerEntry[]; words: string }) {
  if (entries.length === 0) return null
  return (
    <Disclosure summary={`${entries.length} ${words}`}>
      <ul className="grid gap-2 text-sm">
        {entries.map((entry) => (
          <LedgerRow key={entry.id} entry={entry} />
        ))}
      </ul>
    </Disclosure>
  )
}
