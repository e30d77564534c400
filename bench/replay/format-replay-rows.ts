import type { ReplayMode } from '@/lib/core/replay/replay'
import { processorTime, type Spent } from './spend'

/** One replay, of one transaction. */
export type ReplayRow = {
  readonly name: string
  readonly mode: ReplayMode
  /** Of its transactions those that were replayed each on its own state, from 0 to 1. */
  readonly exactShare: number
  readonly spent: Spent
  readonly notes: string
}

/** Of one transaction each. */
type ReplayFigures = {
  readonly cast: Spent
  readonly engine: Spent
  readonly bodies: Spent
  readonly prestates: Spent
  readonly blockPrestates: Spent
  readonly traces: Spent
  readonly rows: readonly ReplayRow[]
}

/**
 * A table: by the clock and by processor time, how many times faster than `cast run`, and which share of the bare engine and
 * of the mode's own bare calls. Processor time hardly depends on what else the machine does.
 */
export function formatReplayRows(figures: ReplayFigures): string {
  const { cast, engine, bodies, prestates, blockPrestates, traces, rows } = figures
  const screening = processorTime(bodies) + processorTime(engine)
  const exact = processorTime(bodies) + processorTime(prestates) + processorTime(traces)
  const bare = [
    { name: 'cast run, old code alone', spent: cast },
    { name: 'bare engine: simulateV1@latest, one block, twice', spent: engine },
    { name: 'bare node: blocks with transactions and receipts', spent: bodies },
    { name: 'bare node: prestateTracer of each', spent: prestates },
    { name: 'bare node: prestateTracer of whole blocks', spent: blockPrestates },
    { name: 'bare scratch: five traces@latest of each', spent: traces },
  ].map((row) => ({ ...row, bare: undefined, notes: '' }))
  const replays = rows.map(({ mode, exactShare, ...row }) => ({
    ...row,
    bare: mode === 'exact' ? exact : screening + exactShare * exact,
  }))
  const cells = [...bare, ...replays].map(({ name, spent, bare: limit, notes }) => [
    name,
    `${spent.milliseconds.toFixed(2)} ms`,
    `${count(1_000 / spent.milliseconds)} tx/s`,
    `${count(cast.milliseconds / spent.milliseconds)} × cast`,
    `${processorTime(spent).toFixed(2)} ms`,
    `${spent.cpu.own.toFixed(2)} + ${spent.cpu.node.toFixed(2)} + ${spent.cpu.ended.toFixed(2)}`,
    `${count(processorTime(cast) / processorTime(spent))} × cast`,
    percent(processorTime(engine) / processorTime(spent)),
    limit === undefined ? '' : percent(limit / processorTime(spent)),
    notes,
  ])
  const heads = [
    '',
    'clock',
    '',
    '',
    'processors',
    'here + node + ended',
    '',
    'of engine',
    'of bare calls',
    '',
  ]
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map((row) => row[at]?.length ?? 0)),
  )
  const line = (row: readonly string[]) => {
    const padded = row.map((cell, at) => {
      const width = widths[at] ?? 0
      return at === 0 || at === heads.length - 1 ? cell.padEnd(width) : cell.padStart(width)
    })
    return `  ${padded.join('  ').trimEnd()}`
  }
  const title = 'replay of a vault, five of its transactions and two others in each block'
  return [title, line(heads), ...cells.map(line)].join('\n')
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en')
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`
}
