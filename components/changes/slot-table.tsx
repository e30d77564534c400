'use client'

import { UntrustedText } from '@/components/address/untrusted-text'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Verdict, type VerdictKind } from '@/components/ui/verdict'
import { describeCell, type StorageCell } from '@/lib/core/storage-layout/storage-cells'
import type { StorageRow, StorageSafety } from '@/lib/core/storage-layout/storage-diff'
import { CheckLink } from './finding-note'
import type { FindingNotes, PlacedFindings } from './finding-notes'
import { NoteRow } from './note-row'
import { slotAnchor } from './slot-anchor'

const verdicts: Record<StorageSafety, VerdictKind> = {
  unsafe: 'fail',
  undetermined: 'unknown',
  review: 'warn',
  safe: 'pass',
}
export type SlotTableProps = {
  caption: string
  rows: readonly StorageRow[]
  /** What is said under slots. */
  notes: FindingNotes['storage']
  scope: string
}

/** Rows of the storage. Drawn on both sides: the rows are a third of what is drawn of them. */
export function SlotTable({ caption, rows, notes, scope }: SlotTableProps) {
  const firstOf = new Map(rows.toReversed().map((row) => [slotOf(row), row]))
  return (
    <DataTable caption={caption} columns={['Variable', 'Before', 'After', 'What it means']}>
      {rows.map((row) => {
        const placed = notes.filter((note) => isAt(note, row))
        return [
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
              <Meaning row={row} placed={placed} />
            </DataCell>
          </tr>,
          ...placed.map((note) => (
            <NoteRow
              key={`${keyOf(row)} ${note.start} ${note.bytes}`}
              placed={without(note, saysRow)}
              columns={4}
            />
          )),
        ]
      })}
    </DataTable>
  )
}

/** Checks whose observation is the row itself. */
const saysRow = new Set(['ST-01', 'ST-05', 'ST-12'])

function without(placed: PlacedFindings, checks: ReadonlySet<string>): PlacedFindings | undefined {
  const findings = placed.findings.filter(({ finding }) => !checks.has(finding.check))
  return findings.length > 0 ? { ...placed, findings } : undefined
}

function Meaning({ row, placed }: { row: StorageRow; placed: readonly PlacedFindings[] }) {
  const own = placed.flatMap(({ findings, checksPath }) =>
    findings.flatMap(({ finding: { check } }) =>
      saysRow.has(check) ? [{ check, checksPath }] : [],
    ),
  )
  return (
    <>
      <span className="flex flex-wrap items-baseline gap-x-3">
        <Verdict verdict={verdicts[row.safety]}>{row.change.replaceAll('-', ' ')}</Verdict>
        {own.map((one) => (
          <span key={one.check} className="text-xs">
            <CheckLink {...one} />
          </span>
        ))}
      </span>
      <p className="text-ink-3 text-xs">
        <UntrustedText text={row.reason} />
      </p>
    </>
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
