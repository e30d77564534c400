import { Disclosure } from '@/components/ui/disclosure'
import { KeyValue } from '@/components/ui/key-value'
import type { ClearSigning } from '@/lib/core/signing/clear-signing/clear-sign'

/** What a device that has the descriptor shows instead of hashes, and what it signs without showing it. */
export function ClearSigningBox({ shown }: { shown: ClearSigning }) {
  const { descriptor, intent, sentence, rows, hidden } = shown
  return (
    <Disclosure
      summary={
        <>
          <b className="text-ink">Clear signing</b> a device with the ERC-7730 descriptor “
          {descriptor.name}”
        </>
      }
    >
      <div className="max-w-xl rounded-panel bg-device px-3 py-2.5 text-on-device text-sm">
        <p className="font-semibold">{intent || 'No intent'}</p>
        {sentence && <p>{sentence}</p>}
        <dl className="mt-2 grid gap-2">
          {rows.map(({ label, value }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a device never change places
            <div key={index} className="min-w-0">
              <dt className="text-on-device-2 text-xs">{label}</dt>
              <dd className="max-h-32 overflow-y-auto break-all">{value}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="mt-2 grid gap-1 text-ink-3 text-xs">
        {hidden.length > 0 && <p>Signed and not shown by it: {hidden.join(', ')}.</p>}
        {notesOf(shown).map((note) => (
          <p key={note}>{note}</p>
        ))}
        <KeyValue rows={[['Descriptor of', descriptor.owner || 'nobody named']]} />
      </div>
    </Disclosure>
  )
}

function notesOf({ rows }: ClearSigning): string[] {
  return [...new Set(rows.flatMap(({ note }) => (note ? [note] : [])))]
}
