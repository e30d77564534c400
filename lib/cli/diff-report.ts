import { type AbiDiff, diffAbi } from '@/lib/core/abi/diff-abi'
import type { CheckFact, CheckFacts } from '@/lib/core/check/check-facts'
import { type Finding, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import { runChecks } from '@/lib/core/check/run-checks'
import { diffStorageLayouts } from '@/lib/core/storage-layout/diff-storage-layouts'
import type { StorageDiff } from '@/lib/core/storage-layout/storage-diff'
import type { Artifact } from './parse-artifact'

/** What `suture diff` says, in all its formats. */
export type DiffReport = {
  readonly schema: 'suture/diff/1'
  readonly subject: string
  /** Undefined where a layout is not known; the findings say which. */
  readonly storage: StorageDiff | undefined
  readonly abi: AbiDiff | undefined
  readonly findings: readonly Finding[]
  /** The worst of the findings. */
  readonly verdict: Verdict
  readonly reproduce: string
}

export type BuildDiffReportParameters = {
  readonly from: Artifact
  readonly to: Artifact
  readonly proxy: Artifact | undefined
  readonly liveValues: CheckFacts['live values'] | undefined
  /** The command line that gives the report again. */
  readonly reproduce: string
}

/** Compares two artifacts and runs every check that can run on them. */
export function buildDiffReport({
  from,
  to,
  proxy,
  liveValues,
  reproduce,
}: BuildDiffReportParameters): DiffReport {
  const facts: CheckFacts = {
    'old layout': from.layout,
    'new layout': to.layout,
    'old ABI': from.abi,
    'new ABI': to.abi,
    'proxy ABI': proxy?.abi ?? { known: false, reason: 'give the proxy with --proxy <artifact>' },
    'live values': liveValues ?? {
      known: false,
      reason: 'give the words of the storage with --live <json>',
    },
  }
  const subject = `${from.name} → ${to.name}`
  const findings = runChecks({ facts, subject, reproduce })
  return {
    schema: 'suture/diff/1',
    subject,
    storage: compare(from.layout, to.layout, diffStorageLayouts),
    abi: compare(from.abi, to.abi, diffAbi),
    findings,
    verdict: worstVerdict(findings.map(({ verdict }) => verdict)),
    reproduce,
  }
}

function compare<T, D>(
  from: CheckFact<T>,
  to: CheckFact<T>,
  diff: (sides: { from: T; to: T }) => D,
): D | undefined {
  return from.known && to.known ? diff({ from: from.value, to: to.value }) : undefined
}
