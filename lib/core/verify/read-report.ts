import type { Finding } from '@/lib/core/check/finding'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'
import { parseReport } from '@/lib/core/report/parse-report'
import { parseSimulation } from '@/lib/core/report/parse-simulation'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { describedUpgrades } from '@/lib/core/signing/clear-signing/described-upgrades'
import type { Given } from './given'

/**
 * A report, a simulation or a replay, with the hash of its canonical JSON computed here.
 *
 * @throws InvalidReportError, InvalidSimulationError, InvalidReplayError, InvalidDossierError
 */
export function readReport(json: string): Given {
  const kind = documentKind(json)
  const { input, findings, canonical, abis, upgrades } = parsed(kind, json)
  return {
    kind,
    input,
    abis,
    upgrades,
    hash: hashReport(canonical),
    isCanonical: canonical === json,
    verdicts: countVerdicts(findings),
  }
}

function parsed(kind: ReturnType<typeof documentKind>, json: string) {
  switch (kind) {
    case 'report': {
      const report = parseReport(json)
      const canonical = serializeReport(report)
      return { ...report, upgrades: describedUpgrades(report), canonical }
    }
    case 'simulation': {
      const simulation = parseSimulation(json)
      return { ...simulation, upgrades: [], canonical: serializeSimulation(simulation) }
    }
    case 'replay': {
      const replay = parseReplayReport(json)
      return { ...replay, abis: {}, upgrades: [], canonical: serializeReplayReport(replay) }
    }
  }
}

function countVerdicts(findings: readonly Finding[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const { verdict } of findings) counts[verdict] = (counts[verdict] ?? 0) + 1
  return counts
}
