import { type Alarm, isActive } from '@/lib/core/patch/alarm'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import { isAnswerableAlarm } from './alarm-findings'
import type { LedgerEntry } from './ledger/ledger-entry'

/** Seconds of the chain for which a look counts. */
const freshFor = 600n

/**
 * That effect and facts are as when the patch was first looked at. It rests on what the server saw: a failure blocks, and
 * what is not known is shown as that and blocks nothing, since the browser asks the chain itself for what it signs. What is
 * for people to judge is among the findings of the gate, and no failure here.
 *
 * @param now Time of the block that the page shows.
 */
export function driftCondition(
  { alarms, first, looked, problem, unseen, isRunning }: DriftReading,
  now: bigint,
): LedgerEntry {
  const base = {
    id: 'drift',
    title: 'Effect and facts are as when it was first looked at',
    anchor: 'service',
  } as const
  const active = alarms.filter(isActive)
  const fixed = active.filter((alarm) => !isAnswerableAlarm(alarm))
  if (fixed.length > 0) return { ...base, verdict: 'fail', detail: tell(active) }
  const unknown = (detail: string): LedgerEntry => ({
    ...base,
    verdict: 'unknown',
    detail,
    isTold: true,
  })
  // The gate asks for the answers.
  if (active.length > 0) return unknown(`${tell(active)}. It is for an owner to answer`)
  if (problem) return unknown(problem.reason)
  if (!first || !looked) return unknown(isRunning ? 'It is being looked at.' : 'Nobody has looked.')
  if (now - looked.timestamp > freshFor) {
    return unknown(`The last look is from block ${looked.number}.`)
  }
  if (unseen.length > 0) return unknown(unseen.join(' '))
  return {
    ...base,
    verdict: 'pass',
    detail: `blocks ${first.number} and ${looked.number} compared`,
  }
}

function tell(alarms: readonly Alarm[]): string {
  return alarms.map(({ what, before, after }) => `${what}: ${before}, now ${after}`).join('. ')
}
