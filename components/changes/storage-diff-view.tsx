import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Stack } from '@/components/ui/columns'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import type { Known } from '@/lib/core/chain/snapshot'
import type { StorageDiff, StorageRow, StorageSafety } from '@/lib/core/storage-layout/storage-diff'
import type { StorageReading } from '@/lib/core/storage-layout/storage-readings'
import type { FindingNotes } from './finding-notes'
import { SlotPicture } from './slot-picture'
import { SlotTable } from './slot-table'
import { StorageReadings } from './storage-readings'

export type StorageDiffViewProps = {
  diff: Known<StorageDiff>
  /** Words of the chain under both layouts. Absent where none were asked for. */
  readings?: Known<readonly StorageReading[]> | undefined
  /** What is said under slots. */
  notes?: FindingNotes['storage'] | undefined
  scope?: string | undefined
}

const order: readonly StorageSafety[] = ['unsafe', 'undetermined', 'review', 'safe']

/** Where each variable lay and where the new code looks for it; what is worst comes first. */
export function StorageDiffView({ diff, readings, notes = [], scope = '' }: StorageDiffViewProps) {
  return (
    <Stack>
      {diff.known ? (
        <SlotPanel diff={diff.value} notes={notes} scope={scope} />
      ) : (
        <Callout tone="unknown" title="What happens to the storage is unknown">
          <p>
            <UntrustedText text={diff.reason} />
          </p>
        </Callout>
      )}
      {readings && <StorageReadings readings={readings} />}
    </Stack>
  )
}

type Said = { notes: FindingNotes['storage']; scope: string }

function SlotPanel({ diff, ...said }: { diff: StorageDiff } & Said) {
  const { rows } = diff
  const unchanged = rows.filter(isUntouched)
  const changed = rows
    .filter((row) => !isUntouched(row))
    .toSorted((a, b) => order.indexOf(a.safety) - order.indexOf(b.safety))
  return (
    <Panel
      title="Slots"
      note={changed.length === 0 ? 'nothing changed' : `${changed.length} changed`}
    >
      {changed.length > 0 && <SlotPicture diff={diff} scope={said.scope} />}
      {changed.length > 0 && (
        <SlotTable caption="Variables whose place or type changed" rows={changed} {...said} />
      )}
      {rows.length === 0 && (
        <p className="p-4 text-ink-2">Neither side keeps variables in slots of a layout.</p>
      )}
      {unchanged.length > 0 && (
        <div className="px-4 py-2">
          <Disclosure
            open={changed.length === 0 && unchanged.length <= 20}
            summary={`${unchanged.length} ${unchanged.length === 1 ? 'variable' : 'variables'} in the same place with the same type`}
          >
            <SlotTable caption="Variables that stay" rows={unchanged} {...said} />
          </Disclosure>
        </div>
      )}
    </Panel>
  )
}

function isUntouched({ change, safety }: StorageRow): boolean {
  return change === 'unchanged' && safety === 'safe'
}
