import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { CheckSeverity, Finding } from '@/lib/core/check/finding'
import { type ChangesPlaces, evidencePaths } from './evidence-paths'
import { FindingRow } from './finding-row'
import { foldFindings } from './fold-findings'

const groups: readonly { title: string; severities: readonly CheckSeverity[] }[] = [
  { title: 'Critical', severities: ['critical'] },
  { title: 'High', severities: ['high'] },
  { title: 'Medium and low', severities: ['medium', 'low'] },
]

export type FindingListProps = {
  findings: readonly Finding[]
  /** Where what they point at is shown. */
  changes?: ChangesPlaces | undefined
  /** What stands below a finding that owners can answer. */
  answerTo?: ((finding: Finding) => ReactNode) | undefined
}

/** All findings by consequence; what asks for nothing is folded where it stands. */
export function FindingList({ findings, changes, answerTo }: FindingListProps) {
  const placesOf = (finding: Finding) => changes && evidencePaths(finding, changes)
  const first = new Map<string, Finding>()
  for (const finding of findings) if (!first.has(finding.check)) first.set(finding.check, finding)
  // The card links to a check, so only the first of several findings of one bears its id.
  const idOf = (finding: Finding) =>
    first.get(finding.check) === finding ? finding.check : undefined
  return groups.map(({ title, severities }) => {
    const own = findings.filter(({ severity }) => severities.includes(severity))
    return (
      <Section
        key={title}
        title={title}
        note={own.length === 1 ? '1 finding' : `${own.length} findings`}
      >
        <Panel>
          {foldFindings(own).map((entry) =>
            entry.kind === 'finding' ? (
              <FindingRow
                key={keyOf(entry.finding)}
                finding={entry.finding}
                id={idOf(entry.finding)}
                places={placesOf(entry.finding)}
                answer={answerTo?.(entry.finding)}
              />
            ) : (
              <details
                key={entry.findings.map(keyOf).join()}
                className="border-line border-b bg-sunken last:border-b-0"
              >
                <summary className="px-4 py-1.5 text-ink-3 text-xs hover:text-ink max-md:px-3">
                  {entry.summary}
                </summary>
                <div className="border-line border-t bg-surface">
                  {entry.findings.map((finding) => (
                    <FindingRow
                      key={keyOf(finding)}
                      finding={finding}
                      id={idOf(finding)}
                      places={placesOf(finding)}
                    />
                  ))}
                </div>
              </details>
            ),
          )}
        </Panel>
      </Section>
    )
  })
}

function keyOf({ check, subject }: Finding): string {
  return `${check} ${subject}`
}
