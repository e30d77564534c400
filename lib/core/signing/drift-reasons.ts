import { visibleText } from '@/lib/core/chain/visible-text'
import { type Alarm, stopsExecution } from '@/lib/core/patch/alarm'

/**
 * Why an operation that is scheduled is not executed from here: what its execution does, or the code that it rests on, is
 * not as when it was first looked at. Each a whole sentence.
 */
export function driftReasons(alarms: readonly Alarm[]): string[] {
  return alarms
    .filter(stopsExecution)
    .map(({ kind, what, before, after }) =>
      visibleText(
        `Drift: ${kind === 'effect' ? 'what it does' : 'what it rests on'} is not as it was. ${what}: ${before}, now ${after}.`,
        { maxLength: 300 },
      ),
    )
}
