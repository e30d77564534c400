import type { Finding } from '@/lib/core/check/finding'
import { type Alarm, isActive } from '@/lib/core/patch/alarm'
import type { WatchedKind } from '@/lib/core/patch/watched-fact'

/**
 * Alarms that people can judge, by the id under which they are answered. Code, what stands behind a proxy and the predecessor
 * have to be what they were: nobody answers those.
 */
const judgements: Partial<Record<WatchedKind, readonly [id: string, title: string]>> = {
  roles: ['DF-01', 'The same accounts hold the roles of the timelock'],
  delay: ['DF-02', 'The delay of the timelock is the same'],
  safe: ['DF-03', 'The Safe is set up as it was'],
  effect: ['DF-04', 'It does what it did at the first look'],
}

/** The code of a Safe, although it is among its settings. */
const safeCode = 'singleton of '

/** Whether an owner's typed reason answers it. */
export function isAnswerableAlarm({ kind, what }: Pick<Alarm, 'kind' | 'what'>): boolean {
  return judgements[kind] !== undefined && !what.startsWith(safeCode)
}

/**
 * An alarm as what an owner answers: a judgement that failed, with both sides, so that no answer covers another change.
 *
 * @internal
 */
export function alarmFinding(alarm: Alarm): Finding | undefined {
  const { kind, what, before, after } = alarm
  const [check, title] = judgements[kind] ?? []
  if (!check || !title || !isAnswerableAlarm(alarm)) return undefined
  return {
    check,
    title,
    verdict: 'fail',
    severity: 'high',
    kind: 'judgement',
    subject: what,
    detail: `${before}, now ${after}`,
    evidence: [
      { where: 'first look', what: before },
      { where: 'now', what: after },
    ],
    anchor: 'recomputed',
    reproduce: 'GET /api/v1/patches/{patch}/alarms',
  }
}

/** What of the alarms that last is for owners to answer before they sign. */
export function alarmFindings(alarms: readonly Alarm[]): Finding[] {
  return alarms.filter(isActive).flatMap((alarm) => alarmFinding(alarm) ?? [])
}
