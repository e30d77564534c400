import { UntrustedText } from '@/components/address/untrusted-text'
import { pageStop } from '@/components/frame/page-stops'
import { Verdict } from '@/components/ui/verdict'
import type { PlacedFindings } from './finding-notes'

/** More of one finding at one place are counted. */
const shown = 3

/** What is found at a line, a slot or a selector, under it. */
export function FindingNote({ placed: { findings, checksPath } }: { placed: PlacedFindings }) {
  return (
    <div className="finding-notes">
      {findings.map(({ finding, what }) => (
        <section
          key={finding.check}
          {...pageStop('finding')}
          tabIndex={-1}
          aria-label={`Finding ${finding.check}`}
          className={`finding-note ${finding.verdict}`}
        >
          <p>
            <Verdict verdict={finding.verdict} boxed />{' '}
            {checksPath ? (
              <a href={`${checksPath}#${finding.check}`} className="link">
                {finding.check}
              </a>
            ) : (
              finding.check
            )}{' '}
            <b>{finding.title}</b>
          </p>
          {what.slice(0, shown).map((text) => (
            <p key={text} className="text-ink-2">
              <UntrustedText text={text} maxLength={500} />
            </p>
          ))}
          {what.length > shown && <p className="text-ink-3">and {what.length - shown} more here</p>}
        </section>
      ))}
    </div>
  )
}
