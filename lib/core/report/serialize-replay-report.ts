import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { decimalStrings } from './decimal-strings'
import type { ReplayReport } from './replay-report'
import { wireInput } from './wire-input'

/** The canonical JSON of a replay of a patch (RFC 8785). Its hash is that of a report: `hashReport`. */
export function serializeReplayReport(report: ReplayReport): string {
  return canonicalJson(decimalStrings({ ...report, input: wireInput(report.input) }))
}
