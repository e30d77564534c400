import { type ReplayOutcome, replayOutcomes } from '@/lib/core/replay/replay-result'
import { outcomeWords } from './outcome-words'
import { drawMarks, type MarkPath, type ReplayMark } from './replay-marks'

/** The anchor of a group, by its place in the list. */
export const groupAnchor = (place: number): string => `replay-group-${place + 1}`

/**
 * One mark for each transaction, oldest at the top left: only what diverges is tall, and leads to its group. One link for
 * each group, so that a keyboard gets through.
 */
export function ReplayPicture({ marks }: { marks: readonly ReplayMark[] }) {
  const { paths, width, height, each } = drawMarks(marks)
  const counts = countOutcomes(marks)
  return (
    <div className="replay-picture">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is no group of a picture */}
      <svg
        role="group"
        aria-label={`${marks.length} transactions, oldest at the top left: ${sayCounts(counts)}`}
        viewBox={`0 0 ${width} ${height}`}
        width="100%"
        height={height}
        preserveAspectRatio="none"
      >
        {paths.map((path) => (
          <Marks key={`${path.look} ${path.group}`} path={path} />
        ))}
      </svg>
      <ul className="mt-3 flex flex-wrap gap-x-6 gap-y-1 text-sm">
        {counts.map(([outcome, count]) => (
          <li key={outcome} className="flex items-center gap-1.5">
            <svg aria-hidden="true" viewBox="0 0 8 30" width="10" height="24">
              <Line look={outcome} d={`M4 ${outcome === 'same' ? '11v8' : '4v22'}`} />
            </svg>
            <b>{count.toLocaleString('en')}</b> {outcomeWords[outcome].words}
          </li>
        ))}
        {each > 1 && (
          <li className="text-ink-3">A mark is {each} transactions and shows the worst of them.</li>
        )}
      </ul>
    </div>
  )
}

function countOutcomes(marks: readonly ReplayMark[]): [ReplayOutcome, number][] {
  return replayOutcomes.flatMap((outcome): [ReplayOutcome, number][] => {
    const count = marks.filter((mark) => mark.outcome === outcome).length
    return count > 0 ? [[outcome, count]] : []
  })
}

function sayCounts(counts: readonly [ReplayOutcome, number][]): string {
  return counts.map(([outcome, count]) => `${count} ${outcomeWords[outcome].words}`).join(', ')
}

function Marks({ path: { look, group, transactions, d } }: { path: MarkPath }) {
  if (group === undefined || look === 'pending') return <Line look={look} d={d} />
  const label = `Group ${group + 1}: ${transactions} transactions, ${outcomeWords[look].words}`
  return (
    <a href={`#${groupAnchor(group)}`} aria-label={label} className="replay-link">
      <path className="replay-reach" d={d} vectorEffect="non-scaling-stroke" />
      <Line look={look} d={d} />
    </a>
  )
}

/** Each outcome has a form of its own, beside its colour. */
function Line({ look, d }: { look: MarkPath['look']; d: string }) {
  const name = `replay-${look.replace(' ', '-')}`
  return (
    <>
      <path className={`replay-mark ${name}`} d={d} vectorEffect="non-scaling-stroke" />
      {look === 'newly succeeds' && (
        <path className="replay-dot" d={middles(d)} vectorEffect="non-scaling-stroke" />
      )}
    </>
  )
}

/** A point in the middle of every line. */
function middles(d: string): string {
  return [...d.matchAll(/M([\d.]+) ([\d.]+)v([\d.]+)/g)]
    .map(([, x, y, length]) => `M${x} ${Number(y) + Number(length) / 2}v.01`)
    .join('')
}
