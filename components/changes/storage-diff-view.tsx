import { UntrustedText } from '@/components/address/untrusted-text'
import { Callout } from '@/components/ui/callout'
import { Stack } from '@/components/ui/columns'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Disclosure } from '@/components/ui/disclosure'
import { Panel } from '@/components/ui/panel'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeCell, type StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { StorageDiff, StorageRow, StorageSafety } from '@/lib/core/storage-layout/storage-diff'
import type { StorageReading } from '@/lib/core/storage-layout/storage-readings'
import type { FindingNotes } from './finding-notes'
import { slotAnchor } from './line-anchor'
import { NoteRow } from './note-row'
import { SlotPicture } from './slot-picture'
import { StorageReadings } from './storage-readings'

export type StorageDiffViewProps = {
  diff: Known<StorageDiff>
  /** Words of the chain under both layouts. Absent where none were asked for. */
  readings?: Known<readonly StorageReading[]> | undefined
  /** What is said under slots. */
  notes?: FindingNotes['storage'] | undefined
  scope?: string | undefined
}

const verdicts: Record<StorageSafety, VerdictKind> = {
  unsafe: 'fail',
  undetermined: 'unknown',
  review: 'warn',
  safe: 'pass',
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

function SlotTable({
  caption,
  rows,
  notes,
  scope,
}: { caption: string; rows: readonly StorageRow[] } & Said) {
  const firstOf = new Map(rows.toReversed().map((row) => [slotOf(row), row]))
  return (
    <DataTable caption={caption} columns={['Variable', 'Before', 'After', 'What it means']}>
      {rows.map((row) => [
        <tr
          key={keyOf(row)}
          id={firstOf.get(slotOf(row)) === row ? slotAnchor(slotOf(row), scope) : undefined}
        >
          <DataCell label="Variable">
            <span className="font-mono text-xs">
              <UntrustedText text={nameOf(row)} maxLength={120} />
            </span>
          </DataCell>
          <DataCell label="Before" side="before">
            <Place cell={row.from} absent="does not exist" />
          </DataCell>
          <DataCell label="After" side="after">
            <Place cell={row.to} absent="no longer read" />
          </DataCell>
          <DataCell label="What it means">
            <Verdict verdict={verdicts[row.safety]}>{row.change.replaceAll('-', ' ')}</Verdict>
            <p className="text-ink-3 text-xs">
              <UntrustedText text={row.reason} />
            </p>
          </DataCell>
        </tr>,
        ...notes
          .filter((note) => isAt(note, row))
          .map((note) => (
            <NoteRow key={`${keyOf(row)} ${note.start} ${note.bytes}`} placed={note} columns={4} />
          )),
      ])}
    </DataTable>
  )
}

function keyOf({ from, to }: StorageRow): string {
  return `${from?.path}:${from?.start}:${to?.path}:${to?.start}`
}

/** Where the new code looks, or where the old one did. */
function slotOf({ from, to }: StorageRow): bigint {
  return ((to ?? from)?.start ?? 0n) / 32n
}

/** A place without a length is whatever begins in its slot: one row of several bears it. */
function isAt(
  { start, bytes }: FindingNotes['storage'][number],
  { from, to }: StorageRow,
): boolean {
  const cell = to ?? from
  if (!cell) return false
  return bytes === undefined
    ? cell.start / 32n === start / 32n && cell.start % 32n === 0n
    : cell.start === start && cell.bytes === bytes
}

function nameOf({ from, to }: StorageRow): string {
  if (from === undefined || to === undefined) return (from ?? to)?.path ?? ''
  return from.path === to.path ? from.path : `${from.path} → ${to.path}`
}

function Place({ cell, absent }: { cell: StorageCell | undefined; absent: string }) {
  if (cell === undefined) return <span className="text-ink-3">{absent}</span>
  return (
    <>
      {describeCell(cell)}
      <div className="font-mono text-ink-2 text-xs">
        <UntrustedText text={cell.typeLabel} maxLength={200} />
      </div>
    </>
  )
}
