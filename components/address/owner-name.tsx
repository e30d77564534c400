import { longestAddressLabel } from '@/lib/core/safe/describe-label'
import type { OwnerLabel } from '@/lib/core/safe/owner-label'
import { UntrustedText } from './untrusted-text'

/** What an owner calls the address before it, whose words these are, and why to look twice. */
export function OwnerName({ label }: { label: OwnerLabel }) {
  const { text, author, isByOwner, doubts } = label
  return (
    <span className="text-ink-2 text-xs">
      “<UntrustedText text={text} maxLength={longestAddressLabel} />
      ”, named by{' '}
      <span title={author} className="whitespace-nowrap font-mono">
        <span aria-hidden="true">
          {author.slice(0, 8)}…{author.slice(-4)}
        </span>
        <span className="sr-only">{author}</span>
      </span>
      , {standingOf(isByOwner)}
      {doubts.length > 0 && <b className="font-medium text-warn">; look twice</b>}
      {doubts.length > 0 && <span className="sr-only">: {doubts.join(' ')}</span>}
    </span>
  )
}

/** Whether whoever has written something still has a say. */
export function standingOf(isByOwner: boolean | undefined): string {
  if (isByOwner === undefined) return 'an owner then; unknown now'
  return isByOwner ? 'owner' : 'no longer an owner'
}
