import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { ListedOperation, Moment } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import { columnName } from './insert-statements'
import { standingExpression, timeOf } from './standing-expression'
import { timelockOperations } from './timelock-schema'
import { written } from './written'

export type { ListedOperation } from '@/lib/core/timelock/kind/listed-operation'

/** A listed operation without what its events tell, which is most of its row. */
export type BriefOperation<Integer = bigint> = Omit<ListedOperation<Integer>, 'operation'>

const columns = getTableColumns(timelockOperations)

const members = [
  'chainId',
  'timelock',
  'id',
  'due',
  'expires',
  'scheduledBlock',
  'scheduledAt',
  'scheduledTransaction',
  'cancelledBlock',
  'cancelledAt',
  'executedBlock',
  'executedAt',
  'predecessor',
  'predecessorDone',
  'waitsFor',
  'calls',
  'targets',
  'selectors',
  'proposer',
  'instances',
  'risks',
  'told',
  'toldBlock',
  'toldProblem',
  'mismatch',
] as const satisfies (keyof typeof columns)[]

type Row = typeof timelockOperations.$inferSelect
/** As the database writes it; empty where there is nothing. */
type Written<T> = T extends string ? T : T extends null ? '' : string
type WrittenRow<T extends readonly (keyof Row)[]> = { [At in keyof T]: Written<Row[T[At]]> }
type Values = readonly [
  ...WrittenRow<typeof members>,
  kind: TimelockKind,
  isFinal: string,
  standing: OperationStanding,
]

/** What may be any text, even an empty one: written as JSON. */
const anyText: readonly string[] = ['toldProblem', 'mismatch'] satisfies (typeof members)[number][]

/** Stands between two values: no word, number or hash has it, and JSON writes it in another way. */
const separator = '\n'
const between = ", e'\\n', "

/** As text, which need not be put together anew for every query. */
const values = sql.raw(
  [
    ...members.map((name) => {
      const column = `"timelock_operations"."${columnName(name)}"`
      if (anyText.includes(name)) return `to_json(${column})`
      // With the casts it is dear enough to whoever plans the query: only the rows of the page are written, not all that are sorted.
      return columns[name].dataType === 'bigint' ? `${column}::text` : column
    }),
    '"timelocks"."kind"',
    'coalesce("timelock_operations"."last_block" <= "timelocks"."finalized_block", false)',
    '',
  ].join(between),
)

/**
 * A listed operation as one text: read from as many columns it takes several times as long, and as JSON the database needs a
 * third more for a page. Used in a query that joins `timelocks`.
 *
 * @param now Time of the standing; left out as in `timeOf`.
 */
export function briefRow(now: bigint | undefined): SQL<string> {
  return now === undefined ? rowOfNow : rowAt(now)
}

const rowAt = (now: bigint | undefined) =>
  sql<string>`concat(${values}${standingExpression(timeOf(now))})`

const rowOfNow = written(rowAt(undefined))

/**
 * Reads what `briefRow` has selected.
 *
 * @param readInteger Reads the decimal digits of an integer of any size.
 */
export function readBriefRow<Integer>(
  row: string,
  readInteger: (digits: string) => Integer,
): BriefOperation<Integer> {
  const [
    chainId,
    address,
    id,
    due,
    expires,
    scheduledBlock,
    scheduledAt,
    transactionHash,
    cancelledBlock,
    cancelledAt,
    executedBlock,
    executedAt,
    predecessor,
    predecessorDone,
    waitsFor,
    calls,
    targets,
    selectors,
    proposer,
    instances,
    risks,
    told,
    toldBlock,
    toldProblem,
    mismatch,
    kind,
    isFinal,
    standing,
  ] = row.split(separator) as unknown as Values
  return {
    timelock: { chainId: Number(chainId), address },
    kind,
    id,
    standing,
    due: readInteger(due),
    expires: expires === '' ? undefined : readInteger(expires),
    scheduled: {
      blockNumber: readInteger(scheduledBlock),
      timestamp: readInteger(scheduledAt),
      transactionHash,
    },
    cancelled: momentOf(cancelledBlock, cancelledAt, readInteger),
    executed: momentOf(executedBlock, executedAt, readInteger),
    isFinal: isFinal === isTrue,
    predecessor: predecessor === '' ? undefined : predecessor,
    predecessorDone: predecessorDone === '' ? undefined : predecessorDone === isTrue,
    waitsFor: waitsFor === '' ? undefined : waitsFor,
    calls: Number(calls),
    targets: wordsOf(targets),
    selectors: wordsOf(selectors),
    proposer: proposer === '' ? undefined : proposer,
    instances: Number(instances),
    risks: wordsOf(risks),
    told:
      told !== '' && toldBlock !== ''
        ? { known: true, value: { standing: told, blockNumber: readInteger(toldBlock) } }
        : { known: false, reason: textOf(toldProblem) ?? 'the contract was not asked yet' },
    mismatch: textOf(mismatch),
  }
}

const isTrue = 't'

/** Of an array whose words need no quotes. */
function wordsOf<Word extends string>(array: string): Word[] {
  return array === '{}' ? [] : (array.slice(1, -1).split(',') as Word[])
}

function textOf(json: string): string | undefined {
  return json === '' ? undefined : (JSON.parse(json) as string)
}

function momentOf<Integer>(
  block: string,
  at: string,
  readInteger: (digits: string) => Integer,
): Moment<Integer> | undefined {
  if (block === '' || at === '') return undefined
  return { blockNumber: readInteger(block), timestamp: readInteger(at) }
}
