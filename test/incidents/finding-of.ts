import type { SimulationReport } from '@/lib/core/report/simulation-report'

/** What one check says, in what matters to a test. */
export function findingOf({ findings }: Pick<SimulationReport, 'findings'>, check: string) {
  const found = findings.find((one) => one.check === check)
  if (!found) throw new Error(check)
  const { verdict, detail, evidence } = found
  return { verdict, detail, evidence }
}
