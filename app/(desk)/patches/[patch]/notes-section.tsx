import { NotesDesk } from '@/components/owner-words/notes-desk'
import { NotesList } from '@/components/owner-words/notes-list'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readNotes } from '@/lib/actions/owner-words/save-note'
import type { PublicConfig } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import { knownSafes } from '@/lib/core/patch/attention'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { noteKeys } from '@/lib/core/patch/note-keys'
import { safeOfPatch } from './load-patch-labels'

/** What owners have written under a patch, and where they write. */
export async function NotesSection({
  found,
  config,
  isReader,
}: {
  found: FoundRecord
  config: PublicConfig
  /** Whoever only reads is offered nothing to write. */
  isReader: boolean
}) {
  const { desk, record } = found
  const stored = await readNotes(await getServerContext(), { keys: noteKeys(record) })
  if (stored.length === 0 && isReader) return null
  const safes = knownSafes(desk)
  const notes = stored.map((note) => ({
    ...note,
    isByOwner: safes
      .find(({ safe }) => safe.address === note.safe.address)
      ?.owners.includes(note.author),
  }))
  const place = safeOfPatch(found, config)
  const named = config.protocols.filter(({ name }) => name === desk.name)
  const owners = safes
    .filter(({ safe: { address } }) =>
      [place?.address, ...named.flatMap(({ safe, guardian }) => [safe, guardian])].includes(
        address,
      ),
    )
    .flatMap((safe) => safe.owners)
  return (
    <Section id="notes" title="Notes" note="words of owners, checked by nobody">
      <Panel padded>
        <div className="grid gap-3">
          <NotesList notes={notes} />
          {!isReader && (
            <NotesDesk
              config={config}
              chainId={desk.chainId}
              patch={record.key}
              owners={owners}
              notes={stored}
            />
          )}
        </div>
      </Panel>
    </Section>
  )
}
