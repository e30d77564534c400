import { Fragment, type ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import type { DiffHunk, DiffLine, MovedBlock } from '@/lib/core/source/source-diff'
import { DiffLineRow } from './diff-line-row'
import { fileAnchor, lineAnchor } from './line-anchor'
import type { MovedLines } from './moved-lines'

/** A long hunk is several tables, since the browser can leave out a table that is out of sight, but no part of one. */
const rowsPerTable = 100

export type HunkViewProps = {
  hunk: DiffHunk
  /** The anchor of its file. */
  file: string
  moved: MovedLines
  /** So many lines that those out of sight are not laid out. */
  long: boolean
  /** What is said under a line of the new text: findings. */
  noteAt?: ((line: number) => ReactNode) | undefined
}

/** A run of changed lines with what stands around them. */
export function HunkView({ hunk, file, moved, long, noteAt }: HunkViewProps) {
  return chunks(hunk.lines).map((lines, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a hunk never change places
    <div key={index} className={long ? chunkClass(lines.length) : undefined}>
      <table className="diff-table">
        <caption className="sr-only">
          {index === 0 ? 'Change' : 'Change, continued'} at {describeStart(lines[0])}
        </caption>
        <colgroup>
          <col className="old" />
          <col className="new" />
          <col />
        </colgroup>
        <tbody>
          {lines.map((line) => {
            const block = blockOf(line, moved)
            const note = line.kind === 'removed' ? undefined : noteAt?.(line.to)
            return (
              <Fragment key={line.kind === 'removed' ? `-${line.from}` : line.to}>
                {block && beginsAt(line, block) && <MovedNote block={block} kind={line.kind} />}
                <DiffLineRow line={line} file={file} moved={block !== undefined} />
                {note !== undefined && note !== null && (
                  <tr className="note">
                    <td colSpan={3}>{note}</td>
                  </tr>
                )}
              </Fragment>
            )
          })}
        </tbody>
      </table>
    </div>
  ))
}

function chunkClass(rows: number): string {
  return rows === rowsPerTable ? 'diff-chunk full' : 'diff-chunk'
}

function chunks(lines: readonly DiffLine[]): DiffLine[][] {
  const count = Math.ceil(lines.length / rowsPerTable)
  return Array.from({ length: count }, (_, index) =>
    lines.slice(index * rowsPerTable, (index + 1) * rowsPerTable),
  )
}

function describeStart(line: DiffLine | undefined): string {
  if (line === undefined) return 'the end'
  return line.kind === 'removed' ? `old line ${line.from}` : `line ${line.to}`
}

function blockOf(line: DiffLine, { from, to }: MovedLines): MovedBlock | undefined {
  if (line.kind === 'same') return undefined
  return line.kind === 'added' ? to.get(line.to) : from.get(line.from)
}

function beginsAt(line: DiffLine, { fromLines, toLines }: MovedBlock): boolean {
  return line.kind === 'removed' ? line.from === fromLines[0] : line.to === toLines[0]
}

/** Where the block stands on the other side, with a link: the lines themselves are the same. */
function MovedNote({ block, kind }: { block: MovedBlock; kind: DiffLine['kind'] }) {
  const isOrigin = kind === 'removed'
  const [path, [first, last]] = isOrigin
    ? [block.toPath, block.toLines]
    : [block.fromPath, block.fromLines]
  const target = lineAnchor(fileAnchor(path), first, isOrigin ? 'to' : 'from')
  return (
    <tr className="note moved">
      <td colSpan={3}>
        {isOrigin ? 'Moved, unchanged, to ' : 'Moved here, unchanged, from '}
        <a href={`#${target}`} className="link">
          <UntrustedText text={path} maxLength={200} />, {isOrigin ? 'new' : 'old'} lines {first} to{' '}
          {last}
        </a>
      </td>
    </tr>
  )
}
