import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { predecessorOf, recordOfOperation } from './record-facts'

/** What is drawn in the gutter: the thread between an operation and its successor, or the bracket around rivals. */
export type Gutter =
  | 'none'
  | 'thread-start'
  | 'thread-through'
  | 'thread-joint'
  | 'thread-end'
  | 'bracket-start'
  | 'bracket-through'
  | 'bracket-end'

export type GutterRow = {
  readonly gutter: Gutter
  /** On the first of several that share a nonce. */
  readonly rivals: { readonly nonce: bigint; readonly count: number } | undefined
}

/** Decides for each row, top to bottom, what stands beside it. Rivals have to be sorted together. */
export function drawGutter(rows: readonly PatchRecord[], all: readonly PatchRecord[]): GutterRow[] {
  const drawn: GutterRow[] = rows.map(() => ({ gutter: 'none', rivals: undefined }))
  drawBrackets(rows, drawn)
  drawThreads(rows, all, drawn)
  return drawn
}

const nonceKey = (record: PatchRecord): string | undefined => {
  const lead = leadTransaction(record)
  if (record.stage !== 'proposed' || lead?.outcome.status !== 'pending') return undefined
  const { safe, nonce } = lead.transaction
  return `${safe.chainId}:${safe.address.toLowerCase()}:${nonce}`
}

/** Rows are sorted by nonce, so rivals stand together. */
function drawBrackets(rows: readonly PatchRecord[], drawn: GutterRow[]): void {
  const keys = rows.map(nonceKey)
  for (let start = 0; start < rows.length; ) {
    const key = keys[start]
    let end = start + 1
    while (key !== undefined && keys[end] === key) end += 1
    if (end - start > 1) drawBracket({ rows, drawn, start, end })
    start = end
  }
}

function drawBracket({
  rows,
  drawn,
  start,
  end,
}: {
  rows: readonly PatchRecord[]
  drawn: GutterRow[]
  start: number
  end: number
}): void {
  const first = rows[start]
  const nonce = first && leadTransaction(first)?.transaction.nonce
  drawn.fill({ gutter: 'bracket-through', rivals: undefined }, start, end)
  drawn[end - 1] = { gutter: 'bracket-end', rivals: undefined }
  drawn[start] = { gutter: 'bracket-start', rivals: { nonce: nonce ?? 0n, count: end - start } }
}

/** One thread at a time fits in the gutter; what it cannot hold is still said in the row. */
function drawThreads(
  rows: readonly PatchRecord[],
  all: readonly PatchRecord[],
  drawn: GutterRow[],
): void {
  const links = rows
    .map((record, to) => {
      const id = predecessorOf(record)
      const predecessor = id && recordOfOperation(all, { id, like: record })
      return { from: predecessor ? rows.indexOf(predecessor) : -1, to }
    })
    .filter(({ from, to }) => from >= 0 && from < to)
    .sort((a, b) => a.from - b.from || a.to - b.to)
  let free = 0
  for (const { from, to } of links) {
    const bracketed = drawn.slice(from, to + 1).some(({ gutter }) => gutter.startsWith('bracket'))
    if (from < free || bracketed) continue
    const joins = drawn[from]?.gutter === 'thread-end'
    drawn.fill({ gutter: 'thread-through', rivals: undefined }, from, to)
    drawn[from] = { gutter: joins ? 'thread-joint' : 'thread-start', rivals: undefined }
    drawn[to] = { gutter: 'thread-end', rivals: undefined }
    free = to
  }
}
