import type { DiffLine, WordRun } from '@/lib/core/source/source-diff'
import { CodeText } from './code-text'
import { lineAnchor } from './line-anchor'

export type DiffLineRowProps = {
  line: DiffLine
  /** The anchor of its file. */
  file: string
  /** The line stands elsewhere too: it only moved. */
  moved: boolean
}

/** One line. Sign and words say what the ground says in colour. As few elements as can be: a diff has thousands. */
export function DiffLineRow({ line, file, moved }: DiffLineRowProps) {
  const from = line.kind === 'added' ? undefined : line.from
  const to = line.kind === 'removed' ? undefined : line.to
  const id = lineAnchor(file, to ?? from ?? 0, to === undefined ? 'from' : 'to')
  const link = (number: number) => <a href={`#${id}`}>{number}</a>
  return (
    <tr id={id} className={moved ? `${line.kind} moved` : line.kind}>
      {from === undefined ? (
        <td className="old" />
      ) : (
        <OldNumber>{to ? from : link(from)}</OldNumber>
      )}
      {to === undefined ? <td /> : <th scope="row">{link(to)}</th>}
      <td className="code">
        {line.kind === 'same' ? (
          <CodeText text={withoutReturn(line.text)} />
        ) : (
          <>
            <span className="sr-only">{moved ? `${line.kind}, moved: ` : `${line.kind}: `}</span>
            <Words words={line.words} isNew={line.kind === 'added'} />
          </>
        )}
      </td>
    </tr>
  )
}

function OldNumber({ children }: { children: React.ReactNode }) {
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
