import { Panel } from '@/components/ui/panel'
import type { Finding, Verdict } from '@/lib/core/check/finding'
import { FindingRow } from './finding-row'

const troubling: readonly Verdict[] = ['fail', 'warn']

/** What fails or warns, failures first, where the rest of the findings is folded. Nothing where none does. */
export function TroublingFindings({ findings }: { findings: readonly Finding[] }) {
  const shown = troubling.flatMap((verdict) =>
    findings.filter((finding) => finding.verdict === verdict),
  )
  if (shown.length === 0) return null
  return (
    <Panel title="What fails or warns">
      {shown.map((finding) => (
        <FindingRow key={`${finding.check} ${finding.subject}`} finding={finding} />
      ))}
    </Panel>
  )
}
