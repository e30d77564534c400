import Link from 'next/link'
import type { ReactNode } from 'react'
import type { Hash } from 'viem'
import { UntrustedText } from '@/components/address/untrusted-text'
import { checksPath } from '@/components/frame/paths'
import { Callout } from '@/components/ui/callout'
import type { Finding } from '@/lib/core/check/finding'
import { signingGate } from '@/lib/core/signing/signing-gate'

export type ReviewCalloutProps = {
  recordKey: Hash
  /** Undefined where nothing was reviewed yet. */
  findings: readonly Finding[] | undefined
  isRunning?: boolean | undefined
  /** What stands below a finding that owners can answer. */
  answerTo?: ((finding: Finding) => ReactNode) | undefined
}

/** What a review found wrong, where somebody is about to rely on the patch; where nothing failed, what else it found. */
export function ReviewCallout({ recordKey, findings, isRunning, answerTo }: ReviewCalloutProps) {
  const link = (
    <Link href={checksPath(recordKey)} className="link">
      See every check
    </Link>
  )
  if (!findings) {
    return (
      <Callout
        tone="unknown"
        title={isRunning ? 'A review is under way' : 'Not reviewed yet'}
        live="status"
      >
        <p>
          Nothing is known of what is wrong with it.{' '}
          {isRunning &&
            'The sources are compiled again and compared with the chain; the page renews itself when that is done. '}
          {link}
        </p>
      </Callout>
    )
  }
  const failed = findings.filter(({ verdict }) => verdict === 'fail')
  const { unknown } = signingGate({ findings, acknowledgements: [] })
  return (
    <>
      {failed.length > 0 && (
        <Callout
          tone="fail"
          title={failed.length === 1 ? 'One check failed' : `${failed.length} checks failed`}
        >
          <FindingLines findings={failed} answerTo={answerTo} />
          <p>{link}</p>
        </Callout>
      )}
      {failed.length === 0 && !answerTo && <NothingFailed findings={findings} link={link} />}
      {unknown.length > 0 && answerTo && (
        <Callout tone="unknown" title="What has to be equal could not be compared">
          <FindingLines findings={unknown} />
          <p>
            Nobody can answer an integrity check: this can be signed here once it was made. Where
            sources are missing, anyone can hand them in: <code>POST /api/v1/sources</code>. {link}
          </p>
        </Callout>
      )}
    </>
  )
}

/** That nothing failed is no praise: what is unknown and what warns stands with it. */
function NothingFailed({ findings, link }: { findings: readonly Finding[]; link: ReactNode }) {
  const count = (word: Finding['verdict']) =>
    findings.filter(({ verdict }) => verdict === word).length
  const [unknown, warn] = [count('unknown'), count('warn')]
  const words = [
    unknown > 0 && `${unknown} could not be made`,
    warn > 0 && `${warn} ${warn === 1 ? 'warns' : 'warn'}`,
  ].filter((word) => word !== false)
  return (
    <Callout
      tone={unknown > 0 ? 'unknown' : warn > 0 ? 'warn' : 'pass'}
      title="No check failed"
      note={link}
    >
      {words.length > 0 && <p>{words.join(', ')}; each says why.</p>}
    </Callout>
  )
}

function FindingLines({
  findings,
  answerTo,
}: Pick<ReviewCalloutProps, 'answerTo'> & { findings: readonly Finding[] }) {
  return (
    <ul className="grid gap-3">
      {findings.map((finding) => {
        const { check, subject, title, detail, kind, verdict, evidence } = finding
        const answer = answerTo?.(finding)
        return (
          <li key={`${check} ${subject} ${detail}`} className="grid gap-2">
            <p>
              <span className="font-mono text-xs">{check}</span> <b>{title}:</b>{' '}
              <UntrustedText text={detail} maxLength={300} />
              {answerTo && kind === 'integrity' && ' Nobody can answer an integrity check.'}
              {verdict === 'unknown' &&
                evidence.slice(0, 3).map(({ where, what }) => (
                  <span key={`${where} ${what}`} className="block text-xs">
                    <UntrustedText text={where} maxLength={100} />:{' '}
                    <UntrustedText text={what} maxLength={200} />
                  </span>
                ))}
            </p>
            {answer}
          </li>
        )
      })}
    </ul>
  )
}
