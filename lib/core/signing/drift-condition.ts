import { isActive } from '@/lib/core/patch/alarm'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import type { Condition } from '@/lib/core/patch/signing-conditions'

/** Seconds of the chain for which a look counts. */
const freshFor = 600n

/**
 * That effect and facts are as when the patch was first looked at. It rests on what the server saw: a failure blocks, and
 * what is not known is shown as that and blocks nothing, since the browser asks the chain itself for what it signs.
 *
 * @param now Time of the block that the page shows.
 */
export function driftCondition(
  { alarms, first, looked, problem, unseen, isRunning }: DriftReading,
  now: bigint,
): Condition {
  const base = {
    id: 'drift',
    title: 'Effect and facts are as when it was first looked at',
    anchor: 'recomputed',
  } as const
  const active = alarms.filter(isActive)
  if (active.length > 0) {
    const all = active.map(({ what, before, after }) => `${what}: ${before}, now ${after}`)
    return { ...base, verdict: 'fail', detail: all.join('. ') }
  }
  const unknown = (detail: string): Condition => ({ ...base, verdict: 'unknown', detail })
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
