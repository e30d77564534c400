import Link from 'next/link'
import type { Hash } from 'viem'
import { checksPath } from '@/components/frame/paths'
import { Callout } from '@/components/ui/callout'
import type { Finding } from '@/lib/core/check/finding'

export type ReviewCalloutProps = {
  recordKey: Hash
  /** Undefined where nothing was reviewed yet. */
  findings: readonly Finding[] | undefined
}

/** What a review found wrong, where somebody is about to rely on the patch. Says nothing where nothing failed. */
export function ReviewCallout({ recordKey, findings }: ReviewCalloutProps) {
  const link = <Link href={checksPath(recordKey)}>See every check</Link>
  if (!findings) {
    return (
      <Callout tone="unknown" title="Not reviewed yet">
        <p>Nothing is known of what is wrong with it. {link}</p>
      </Callout>
    )
  }
  const failed = findings.filter(({ verdict }) => verdict === 'fail')
  if (failed.length === 0) return null
  return (
    <Callout
      tone="fail"
      title={failed.length === 1 ? 'One check failed' : `${failed.length} checks failed`}
    >
      <ul className="grid gap-1">
        {failed.map(({ check, subject, title, detail }) => (
          <li key={`${check} ${subject}`}>
            <span className="font-mono text-xs">{check}</span> <b>{title}:</b> {detail}
          </li>
        ))}
      </ul>
      <p>{link}</p>
    </Callout>
  )
}
