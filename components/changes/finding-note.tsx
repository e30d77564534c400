import { UntrustedText } from '@/components/address/untrusted-text'
import { pageStop } from '@/components/frame/page-stops'
import { Verdict } from '@/components/ui/verdict'
import type { PlacedFindings } from './finding-notes'

/** More of one finding at one place are counted. */
const shown = 3

/** What is found at a line, under it. */
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
            <CheckLink check={finding.check} checksPath={checksPath} /> <b>{finding.title}</b>
          </p>
          <What what={what} />
        </section>
      ))}
    </div>
  )
}

/** The same in a line or two, where a table has many. */
export function FindingLines({ placed: { findings, checksPath } }: { placed: PlacedFindings }) {
  return (
    <ul className="finding-lines" {...pageStop('finding')} tabIndex={-1}>
      {findings.map(({ finding, what }) => (
        <li key={finding.check} className="finding-line" title={finding.title}>
          <span>
            <Verdict verdict={finding.verdict}>
              <CheckLink check={finding.check} checksPath={checksPath} />
            </Verdict>
          </span>
          <What what={what} />
        </li>
      ))}
    </ul>
  )
}

/** Its id alone, where what it says stands there already. */
export function CheckLink({
  check,
  checksPath,
}: {
  check: string
  checksPath: string | undefined
}) {
  if (!checksPath) return check
  return (
    <a href={`${checksPath}#${check}`} className="link">
      {check}
    </a>
  )
}

function What({ what }: { what: readonly string[] }) {
  return (
    <div className="text-ink-2">
      {what.slice(0, shown).map((text) => (
        <p key={text}>
          <UntrustedText text={text} maxLength={500} />
        </p>
      ))}
      {what.length > shown && <p className="text-ink-3">and {what.length - shown} more here</p>}
    </div>
  )
}
