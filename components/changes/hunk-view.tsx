'use client'

import type { ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import type { DiffHunk, DiffLine } from '@/lib/core/source/source-diff'
import { DiffLineRow, SplitLineRow } from './diff-line-row'
import { type DiffRow, splitRows, unifiedRows } from './diff-rows'
import type { MovedLines } from './moved-lines'

/** A long hunk is several tables, since the browser can leave out a table that is out of sight, but no part of one. */
const rowsPerTable = 100

/** What is said under lines, by `L12` of the new text and `O12` of the old one. */
export type LineNotes = Readonly<Record<string, ReactNode>>

export type HunkViewProps = {
  hunk: DiffHunk
  /** The anchor of its file. */
  file: string
  moved: readonly MovedLines[]
  /** So many lines that those out of sight are not laid out. */
  long: boolean
  /** Old and new side by side. */
  split: boolean
  notes: LineNotes
}

/**
 * A run of changed lines with what stands around them. It is drawn on both sides, since lines are a third as long to send
 * as what is drawn of them.
 */
export function HunkView({ hunk, file, moved, long, split, notes }: HunkViewProps) {
  const rows = split ? splitRows(hunk.lines) : unifiedRows(hunk.lines)
  return chunks(rows).map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a hunk never change places
    <div key={index} className={long ? chunkClass(part.length) : undefined}>
      <table className={split ? 'diff-table split' : 'diff-table'}>
        <caption className="sr-only">
          {index === 0 ? 'Change' : 'Change, continued'} at {describeStart(part[0])}
        </caption>
        <Columns split={split} />
        <tbody>
          {part.map((row) => (
            <RowWithNotes
              key={keyOf(row)}
              row={row}
              file={file}
              moved={moved}
              split={split}
              notes={notes}
            />
          ))}
        </tbody>
      </table>
    </div>
  ))
}

function Columns({ split }: { split: boolean }) {
  return split ? (
    <colgroup>
      <col className="old" />
      <col />
      <col className="new" />
      <col />
    </colgroup>
  ) : (
    <colgroup>
      <col className="old" />
      <col className="new" />
      <col />
    </colgroup>
  )
}

type RowProps = Omit<HunkViewProps, 'hunk' | 'long'> & { row: DiffRow }

function RowWithNotes({ row, file, moved, split, notes }: RowProps) {
  const { left, right, isStart } = row
  const blocks = [left, right].map((line) => line && blockOf(line, moved))
  const said = noteKeys(row).filter((key) => Object.hasOwn(notes, key))
  const columns = split ? 4 : 3
  return (
    <>
      {blocks.map((block, index) => {
        const line = index === 0 ? left : right
        return block && line && beginsAt(line, block) ? (
          <MovedNote key={block.anchor} block={block} columns={columns} />
        ) : null
      })}
      {split ? (
        <SplitLineRow row={row} file={file} isMoved={blocks.map((block) => block !== undefined)} />
      ) : (
        <DiffLineRow
          line={(left ?? right) as DiffLine}
          file={file}
          moved={blocks.some((block) => block !== undefined)}
          isStart={isStart}
        />
      )}
      {said.map((key) => (
        <tr key={key} className="note">
          <td colSpan={columns}>{notes[key]}</td>
        </tr>
      ))}
    </>
  )
}

function keyOf({ left, right }: DiffRow): string {
  return `${left && 'from' in left ? left.from : ''}:${right && 'to' in right ? right.to : ''}`
}

function noteKeys({ left, right }: DiffRow): string[] {
  const old = left ?? right
  return [
    ...(old && 'from' in old ? [`O${old.from}`] : []),
    ...(right && 'to' in right ? [`L${right.to}`] : []),
  ]
}

function chunkClass(rows: number): string {
  return rows === rowsPerTable ? 'diff-chunk full' : 'diff-chunk'
}

function chunks(rows: readonly DiffRow[]): DiffRow[][] {
  const count = Math.ceil(rows.length / rowsPerTable)
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * rowsPerTable, (index + 1) * rowsPerTable),
  )
}

function describeStart(row: DiffRow | undefined): string {
  const line = row?.right ?? row?.left
  if (line === undefined) return 'the end'
  return line.kind === 'removed' ? `old line ${line.from}` : `line ${line.to}`
}

function blockOf(line: DiffLine, moved: readonly MovedLines[]): MovedLines | undefined {
  if (line.kind === 'same') return undefined
  const [side, number] =
    line.kind === 'added' ? (['to', line.to] as const) : (['from', line.from] as const)
  return moved.find((one) => one.side === side && one.first <= number && number <= one.last)
}

function beginsAt(line: DiffLine, { first }: MovedLines): boolean {
  return line.kind === 'removed' ? line.from === first : 'to' in line && line.to === first
}

/** Where the block stands on the other side, with a link: the lines themselves are the same. */
function MovedNote({ block, columns }: { block: MovedLines; columns: number }) {
  const isOrigin = block.side === 'from'
  const [first, last] = block.lines
  return (
    <tr className="note moved">
      <td colSpan={columns}>
        {isOrigin ? 'Moved, unchanged, to ' : 'Moved here, unchanged, from '}
        <a href={`#${block.anchor}`} className="link">
          <UntrustedText text={block.path} maxLength={200} />, {isOrigin ? 'new' : 'old'} lines{' '}
          {first} to {last}
        </a>
      </td>
    </tr>
  )
}
