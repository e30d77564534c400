import Link from 'next/link'
import { Fragment, type ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { keyScope, pageStop } from '@/components/frame/page-stops'
import { Tag } from '@/components/ui/tag'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { FileDiff, MovedBlock } from '@/lib/core/source/source-diff'
import { contentKeyOf } from './content-key'
import { type DiffOptions, diffQuery } from './diff-options'
import { FindingNote } from './finding-note'
import type { PlacedFindings } from './finding-notes'
import { HunkView, type LineNotes } from './hunk-view'
import { fileAnchor } from './line-anchor'
import { LineCounts } from './line-counts'
import { movedLines } from './moved-lines'
import { PathText } from './path-text'
import { ViewedPanel } from './viewed-panel'

export type FileDiffViewProps = {
  file: FileDiff
  moved: readonly MovedBlock[]
  /** Findings at its lines, by `L12` of the new text and `O12` of the old one. */
  findings: ReadonlyMap<string, PlacedFindings>
  options: DiffOptions
  scope: string
}

/** Rows beyond which laying out what is out of sight costs more than guessing its height. */
const longFile = 1_000

/** One file that differs. Open unless nothing but comments changed in it. */
export function FileDiffView({ file, moved, findings, options, scope }: FileDiffViewProps) {
  const anchor = fileAnchor(file.path, scope)
  const oldPath = file.renamedFrom ?? file.path
  const lines = movedLines(moved, { path: file.path, oldPath, scope })
  const isWhole = options.whole === anchor
  const path = visibleText(file.path, { maxLength: 300 })
  const rows = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0)
  const contentKey = contentKeyOf(file)
  return (
    <section {...keyScope} id={anchor} className="diff-file" aria-label={`${file.change}: ${path}`}>
      <details open={!file.commentsOnly || file.hiddenCharacters.length > 0}>
        <summary {...pageStop('file')}>
          <b className="font-mono text-xs">
            <PathText path={file.path} maxLength={300} />
          </b>
          {file.change !== 'changed' && <Tag>{file.change}</Tag>}
          <LineCounts file={file} />
          {file.commentsOnly && <Tag>comments and white space only</Tag>}
          {file.hiddenCharacters.length > 0 && <Tag tone="strong">hidden characters</Tag>}
        </summary>
        <FileNotes file={file} />
        <FindingsElsewhere findings={unseen(file, findings)} anchor={anchor} options={options} />
        {file.hunks.map((hunk, index) => (
          <Fragment key={hunk.to}>
            <EqualLines
              from={endOf(file.hunks[index - 1])}
              to={hunk.to}
              anchor={anchor}
              options={options}
            />
            <HunkView
              hunk={hunk}
              file={anchor}
              moved={lines}
              long={rows > longFile}
              split={options.split}
              notes={notesOfLines(hunk, findings)}
            />
          </Fragment>
        ))}
        {file.hunks.length > 0 && file.linesOmitted === 0 && file.change !== 'removed' && (
          <EqualLines
            from={endOf(file.hunks.at(-1))}
            to={file.lines + 1}
            anchor={anchor}
            options={options}
          />
        )}
      </details>
      <div className="diff-file-actions">
        {file.hunks.length > 0 && file.change !== 'added' && file.change !== 'removed' && (
          <Link
            href={`${diffQuery({ ...options, whole: isWhole ? undefined : anchor }) || '?'}#${anchor}`}
            prefetch={false}
            scroll={false}
            className="link"
          >
            {isWhole ? 'Changes only' : 'Whole file'}
            <span className="sr-only"> {path}</span>
          </Link>
        )}
        {contentKey !== undefined && <ViewedPanel contentKey={contentKey} path={path} />}
      </div>
    </section>
  )
}

/** What no line of the diff shows. */
function FileNotes({ file }: { file: FileDiff }) {
  const notes = notesOf(file)
  if (notes.length === 0) return null
  return (
    <ul className="diff-notes">
      {notes.map(([key, note]) => (
        <li key={key}>{note}</li>
      ))}
    </ul>
  )
}

function notesOf(file: FileDiff): (readonly [string, ReactNode])[] {
  const { renamedFrom, hiddenCharacters, lastLineFeed, linesOmitted } = file
  const notes: (readonly [string, ReactNode])[] = []
  if (renamedFrom !== undefined) {
    const words = file.hunks.length === 0 ? 'The same text stood at ' : 'Stood at '
    const old = <UntrustedText text={renamedFrom} maxLength={300} />
    notes.push([
      'renamed',
      <>
        {words}
        <code>{old}</code>.
      </>,
    ])
  }
  if (hiddenCharacters.length > 0) {
    const words = `Holds characters that nobody sees in code: ${describeHidden(file)}. Below they are written out.`
    notes.push(['hidden', words])
  }
  if (lastLineFeed !== undefined) {
    notes.push(['feed', `The line feed at the end of the file was ${lastLineFeed}.`])
  }
  if (file.coarse) {
    const words =
      'The two texts differ so much that the smallest difference was not looked for to the end: lines may be shown as changed that are not.'
    notes.push(['coarse', words])
  }
  if (linesOmitted > 0) {
    const words = `${linesOmitted.toLocaleString('en-US')} more changed lines are not shown. Compare the files themselves.`
    notes.push(['omitted', words])
  }
  return notes
}

/** `U+202E on lines 3, 8`, each character once. */
function describeHidden({ hiddenCharacters }: FileDiff): string {
  const lines = new Map<string, Set<number>>()
  for (const { codePoint, line } of hiddenCharacters) {
    lines.set(codePoint, (lines.get(codePoint) ?? new Set()).add(line))
  }
  return [...lines]
    .map(([codePoint, on]) => {
      const first = [...on].slice(0, 10)
      const more = on.size > first.length ? ` and ${on.size - first.length} more` : ''
      return `${codePoint} on ${on.size === 1 ? 'line' : 'lines'} ${first.join(', ')}${more}`
    })
    .join('; ')
}

/** Lines that are left out, `from` the first of them `to` the first that is there again; they unfold in place. */
function EqualLines({
  from,
  to,
  anchor,
  options,
}: {
  from: number
  to: number
  anchor: string
  options: DiffOptions
}) {
  const count = to - from
  if (count <= 0) return null
  return (
    <p className="diff-fold">
      <Link
        href={`${diffQuery({ ...options, whole: anchor })}#${anchor}-L${from}`}
        prefetch={false}
        className="diff-unfold"
      >
        <span aria-hidden="true">⋯ </span>
        {count.toLocaleString('en-US')} equal {count === 1 ? 'line' : 'lines'}
        <span className="sr-only">: show the whole file</span>
      </Link>
    </p>
  )
}

function notesOfLines(
  { lines }: FileDiff['hunks'][number],
  findings: ReadonlyMap<string, PlacedFindings>,
): LineNotes {
  if (findings.size === 0) return {}
  const notes = lines.flatMap(lineKeys).flatMap((key) => {
    const placed = findings.get(key)
    return placed ? [[key, <FindingNote key={key} placed={placed} />] as const] : []
  })
  return Object.fromEntries(notes)
}

function lineKeys(line: FileDiff['hunks'][number]['lines'][number]): string[] {
  if (line.kind === 'same') return [`O${line.from}`, `L${line.to}`]
  return line.kind === 'added' ? [`L${line.to}`] : [`O${line.from}`]
}

/** Findings at lines that no hunk shows. */
function unseen({ hunks }: FileDiff, findings: ReadonlyMap<string, PlacedFindings>): string[] {
  if (findings.size === 0) return []
  const shown = new Set(hunks.flatMap(({ lines }) => lines.flatMap(lineKeys)))
  return [...findings.keys()].filter((key) => key.startsWith('L') && !shown.has(key))
}

function FindingsElsewhere({
  findings,
  anchor,
  options,
}: {
  findings: readonly string[]
  anchor: string
  options: DiffOptions
}) {
  const [first] = findings
  if (first === undefined) return null
  const lines = findings.map((key) => key.slice(1))
  return (
    <p className="diff-notes">
      Findings at {lines.length === 1 ? 'line' : 'lines'} {lines.slice(0, 10).join(', ')}
      {lines.length > 10 && ` and ${lines.length - 10} more`}, which did not change:{' '}
      <Link
        href={`${diffQuery({ ...options, whole: anchor })}#${anchor}-${first}`}
        prefetch={false}
        className="link"
      >
        show the whole file
      </Link>
      .
    </p>
  )
}

/** The first line of the new text behind a hunk. */
function endOf(hunk: FileDiff['hunks'][number] | undefined): number {
  if (hunk === undefined) return 1
  return hunk.to + hunk.lines.filter(({ kind }) => kind !== 'removed').length
}
