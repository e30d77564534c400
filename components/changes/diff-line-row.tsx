import type { ReactNode } from 'react'
import { pageStop } from '@/components/frame/page-stops'
import type { DiffLine, WordRun } from '@/lib/core/source/source-diff'
import { CodeText } from './code-text'
import type { DiffRow } from './diff-rows'

export type DiffLineRowProps = {
  line: DiffLine
  /** The anchor of its file. */
  file: string
  /** The line stands elsewhere too: it only moved. */
  moved: boolean
  /** A change begins here: keys stop at it. */
  isStart: boolean
}

/** One line. Sign and words say what the ground says in colour. As few elements as can be: a diff has thousands. */
export function DiffLineRow({ line, file, moved, isStart }: DiffLineRowProps) {
  const from = line.kind === 'added' ? undefined : line.from
  const to = line.kind === 'removed' ? undefined : line.to
  const id = anchorOf(line, file)
  const link = (number: number) => (
    <NumberLink id={id} isStart={isStart}>
      {number}
    </NumberLink>
  )
  return (
    <tr id={id} className={moved ? `${line.kind} moved` : line.kind}>
      {from === undefined ? (
        <td className="old" />
      ) : (
        <OldNumber>{to ? from : link(from)}</OldNumber>
      )}
      {to === undefined ? <td /> : <th scope="row">{link(to)}</th>}
      <td className="code">
        <Line line={line} moved={moved} />
      </td>
    </tr>
  )
}

export type SplitLineRowProps = Pick<DiffLineRowProps, 'file'> & {
  row: DiffRow
  /** Of the old and of the new line. */
  isMoved: readonly boolean[]
}

/** The old line and the new one beside each other. */
export function SplitLineRow({ row: { left, right, isStart }, file, isMoved }: SplitLineRowProps) {
  const classOf = (line: DiffLine | undefined, index: number) =>
    line ? `${line.kind}${isMoved[index] ? ' moved' : ''}` : 'absent'
  const isSame = right?.kind === 'same'
  return (
    <tr id={right && anchorOf(right, file)}>
      <SplitNumber
        line={left}
        number={left && left.kind !== 'added' ? left.from : undefined}
        className={`old ${classOf(left, 0)}`}
        file={file}
        hasId={!isSame}
        isStart={isStart && left !== undefined}
      />
      <td className={`code ${classOf(left, 0)}`}>
        {left && <Line line={left} moved={isMoved[0] ?? false} />}
      </td>
      <SplitNumber
        line={right}
        number={right && right.kind !== 'removed' ? right.to : undefined}
        className={`new ${classOf(right, 1)}`}
        file={file}
        hasId={false}
        isStart={isStart && left === undefined}
      />
      <td className={`code ${classOf(right, 1)}`}>
        {right && <Line line={right} moved={isMoved[1] ?? false} />}
      </td>
    </tr>
  )
}

function SplitNumber(props: {
  line: DiffLine | undefined
  number: number | undefined
  className: string
  file: string
  hasId: boolean
  isStart: boolean
}) {
  const { line, number, className, file, hasId, isStart } = props
  if (line === undefined || number === undefined) return <td className={className} />
  const id = anchorOf(line, file)
  return (
    <th scope="row" className={className} id={hasId ? id : undefined}>
      <NumberLink id={id} isStart={isStart}>
        {number}
      </NumberLink>
    </th>
  )
}

function NumberLink({ id, isStart, children }: { id: string; isStart: boolean; children: number }) {
  return (
    <a href={`#${id}`} {...(isStart ? pageStop('change') : {})}>
      {children}
    </a>
  )
}

function anchorOf(line: DiffLine, file: string): string {
  return line.kind === 'removed' ? `${file}-O${line.from}` : `${file}-L${line.to}`
}

/** The text of a line. Words say what the ground says in colour. */
function Line({ line, moved }: { line: DiffLine; moved: boolean }) {
  if (line.kind === 'same') return <CodeText text={withoutReturn(line.text)} />
  return (
    <>
      <span className="sr-only">{moved ? `${line.kind}, moved: ` : `${line.kind}: `}</span>
      <Words words={line.words} isNew={line.kind === 'added'} />
    </>
  )
}

function OldNumber({ children }: { children: ReactNode }) {
  return (
    <th scope="row" className="old">
      {children}
    </th>
  )
}

/** Marks are for what differs within a line; where all of it does, the ground says so already. */
function Words({ words, isNew }: { words: readonly WordRun[]; isNew: boolean }) {
  const [first] = words
  if (words.length <= 1) return first ? <CodeText text={withoutReturn(first.text)} /> : null
  const Mark = isNew ? 'ins' : 'del'
  return words.map(({ text, changed }, index) =>
    changed ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a line never change places
      <Mark key={index}>
        <CodeText text={text} />
      </Mark>
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: the runs of a line never change places
      <CodeText key={index} text={index === words.length - 1 ? withoutReturn(text) : text} />
    ),
  )
}

/** Half of a line's end where lines end so; it is shown where it is what changed. */
function withoutReturn(text: string): string {
  return text.endsWith('\r') ? text.slice(0, -1) : text
}
