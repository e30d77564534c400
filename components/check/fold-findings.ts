import type { Finding } from '@/lib/core/check/finding'

/** A finding by itself, or a run of neighbours that ask for nothing, folded in place. */
export type FindingEntry =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | {
      readonly kind: 'run'
      /** E.g. `3 passed, 2 do not apply`. */
      readonly summary: string
      readonly findings: readonly Finding[]
    }

/**
 * Folds findings as equal lines fold in a diff: neighbours that passed or do not apply, and neighbours that are unknown for
 * one and the same reason. What failed or warns always stands by itself.
 */
export function foldFindings(findings: readonly Finding[]): FindingEntry[] {
  const runs: { group: string; findings: Finding[] }[] = []
  for (const finding of findings) {
    const group = groupOf(finding)
    const last = runs.at(-1)
    if (group && last?.group === group) last.findings.push(finding)
    else runs.push({ group: group ?? '', findings: [finding] })
  }
  return runs.flatMap(({ group, findings: run }): FindingEntry[] => {
    const isQuiet = group === 'quiet' || (group !== '' && run.length > 1)
    if (!isQuiet) return run.map((finding) => ({ kind: 'finding', finding }))
    return [{ kind: 'run', summary: summaryOf(run), findings: run }]
  })
}

function groupOf({ verdict, detail }: Finding): string | undefined {
  if (verdict === 'pass' || verdict === 'not-applicable') return 'quiet'
  return verdict === 'unknown' ? detail : undefined
}

function summaryOf(findings: readonly Finding[]): string {
  const [first] = findings
  if (first?.verdict === 'unknown') return `${findings.length} unknown. ${first.detail}`
  const passed = findings.filter(({ verdict }) => verdict === 'pass').length
  const other = findings.length - passed
  const parts = [
    ...(passed > 0 ? [`${passed} passed`] : []),
    ...(other > 0 ? [`${other} ${other === 1 ? 'does' : 'do'} not apply`] : []),
  ]
  return parts.join(', ')
}
