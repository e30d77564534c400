import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import { decimalStrings } from './decimal-strings'
import type { SimulationReport } from './simulation-report'
import { wireInput } from './wire-input'

/** The canonical JSON of a simulation (RFC 8785). Its hash is that of a report: `hashReport`. */
export function serializeSimulation(report: SimulationReport): string {
  return canonicalJson(decimalStrings({ ...report, input: wireInput(report.input) }))
}
