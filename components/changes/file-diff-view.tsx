import { Fragment, type ReactNode } from 'react'
import { UntrustedText } from '@/components/address/untrusted-text'
import { keyScope, pageStop } from '@/components/frame/page-stops'
import { Tag } from '@/components/ui/tag'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { FileDiff, MovedBlock } from '@/lib/core/source/source-diff'
import { contentKeyOf } from './content-key'
import { HunkView } from './hunk-view'
import { fileAnchor } from './line-anchor'
import { LineCounts } from './line-counts'
import { movedLines } from './moved-lines'
import { ViewedPanel } from './viewed-panel'

export type FileDiffViewProps = {
  file: FileDiff
  moved: readonly MovedBlock[]
  /** What is said under a line of the new text: findings. */
  noteAt?: ((path: string, line: number) => ReactNode) | undefined
}

/** Rows beyond which laying out what is out of sight costs more than guessing its height. */
const longFile = 1_000

/** One file that differs. Open unless nothing but comments changed in it. */
export function FileDiffView({ file, moved, noteAt }: FileDiffViewProps) {
  const anchor = fileAnchor(file.path)
  const lines = movedLines(moved, { path: file.path, oldPath: file.renamedFrom ?? file.path })
  const path = visibleText(file.path, { maxLength: 300 })
  const rows = file.hunks.reduce((sum, hunk) => sum + hunk.lines.length, 0)
  const contentKey = contentKeyOf(file)
  return (
    <section {...keyScope} id={anchor} className="diff-file" aria-label={`${file.change}: ${path}`}>
      <details open={!file.commentsOnly || file.hiddenCharacters.length > 0}>
        <summary {...pageStop('file')}>
          <b className="font-mono text-xs">
            <UntrustedText text={file.path} maxLength={300} />
          </b>
          {file.change !== 'changed' && <Tag>{file.change}</Tag>}
          <LineCounts file={file} />
          {file.commentsOnly && <Tag>comments and white space only</Tag>}
          {file.hiddenCharacters.length > 0 && <Tag tone="strong">hidden characters</Tag>}
        </summary>
        <FileNotes file={file} />
        {file.hunks.map((hunk, index) => (
          <Fragment key={hunk.to}>
            <EqualLines count={hunk.to - endOf(file.hunks[index - 1])} />
            <HunkView
              hunk={hunk}
              file={anchor}
              moved={lines}
              long={rows > longFile}
              noteAt={noteAt && ((line) => noteAt(file.path, line))}
            />
          </Fragment>
        ))}
      </details>
      {contentKey !== undefined && <ViewedPanel contentKey={contentKey} path={path} />}
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

function EqualLines({ count }: { count: number }) {
  if (count <= 0) return null
  return (
    <p className="diff-fold">
      <span aria-hidden="true">⋯ </span>
      {count.toLocaleString('en-US')} equal {count === 1 ? 'line' : 'lines'}
    </p>
  )
}

/** The first line of the new text behind a hunk. */
function endOf(hunk: FileDiff['hunks'][number] | undefined): number {
  if (hunk === undefined) return 1
  return hunk.to + hunk.lines.filter(({ kind }) => kind !== 'removed').length
}
