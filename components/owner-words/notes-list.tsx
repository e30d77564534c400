import { AddressView } from '@/components/address/address-view'
import { standingOf } from '@/components/address/owner-name'
import { UntrustedText } from '@/components/address/untrusted-text'
import { TimeView } from '@/components/time/time-view'
import type { OwnerNote } from '@/lib/core/patch/owner-note'

/** A note, and whether its author owns the Safe now; undefined where the chain did not tell. */
export type ShownNote = OwnerNote & { readonly isByOwner: boolean | undefined }

/** Lines of a note that are shown. */
const mostLines = 60

/** What owners have written: plain text, under their addresses. */
export function NotesList({ notes }: { notes: readonly ShownNote[] }) {
  if (notes.length === 0) return <p className="text-ink-2 text-sm">No owner has written a note.</p>
  return (
    <ul aria-label="Notes of owners" className="grid text-sm">
      {notes.map(({ id, author, text, writtenAt, isByOwner }) => (
        <li key={id} className="grid min-w-0 gap-1 border-line border-t py-2 first:border-t-0">
          <Lines text={text} />
          <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-ink-3 text-xs">
            <AddressView address={author} full copy />
            <span>{standingOf(isByOwner)}</span>
            <span>
              <TimeView at={writtenAt} /> UTC
            </span>
          </p>
        </li>
      ))}
    </ul>
  )
}

function Lines({ text }: { text: string }) {
  const lines = text.split(/(?:\r?\n)+/)
  const rest = lines.length - mostLines
  return (
    <blockquote className="wrap-anywhere grid gap-1 border-line border-l-2 pl-3 text-ink">
      {lines.slice(0, mostLines).map((line, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a note never change
        <p key={index}>
          <UntrustedText text={line} maxLength={2000} />
        </p>
      ))}
      {rest > 0 && <p className="text-ink-3">and {rest} more lines, in the JSON</p>}
    </blockquote>
  )
}
