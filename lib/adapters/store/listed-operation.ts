import { getTableColumns, type SQL, sql } from 'drizzle-orm'
import type { ListedOperation, Moment } from '@/lib/core/timelock/kind/listed-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import { columnName } from './insert-statements'
import { standingExpression } from './standing-expression'
import { timelockOperations } from './timelock-schema'

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
type Written<T> = T extends bigint ? string : T
type WrittenRow<T extends readonly (keyof Row)[]> = { [At in keyof T]: Written<Row[T[At]]> }
type Values = readonly [
  ...WrittenRow<typeof members>,
  kind: TimelockKind,
  isFinal: boolean,
  standing: OperationStanding,
]

/** As text, which need not be put together anew for every query. */
const values = sql.raw(
  [
    ...members.map((name) => {
      const column = `"timelock_operations"."${columnName(name)}"`
      return columns[name].dataType === 'bigint' ? `${column}::text` : column
    }),
    '"timelocks"."kind"',
    'coalesce("timelock_operations"."last_block" <= "timelocks"."finalized_block", false)',
  ].join(', '),
)

/**
 * A listed operation as one JSON text: read from as many columns it takes several times as long. Used in a query that joins
 * `timelocks`.
 *
 * @param time Of the standing.
 */
export function briefRow(time: SQL): SQL<string> {
  return sql<string>`json_build_array(${values}, ${standingExpression(time)})::text`
}

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
  ] = JSON.parse(row) as Values
  const moment = (block: string | null, at: string | null): Moment<Integer> | undefined =>
    block === null || at === null
      ? undefined
      : { blockNumber: readInteger(block), timestamp: readInteger(at) }
  return {
    timelock: { chainId, address },
    kind,
    id,
    standing,
    due: readInteger(due),
    expires: expires === null ? undefined : readInteger(expires),
    scheduled: {
      blockNumber: readInteger(scheduledBlock),
      timestamp: readInteger(scheduledAt),
      transactionHash,
    },
    cancelled: moment(cancelledBlock, cancelledAt),
    executed: moment(executedBlock, executedAt),
    isFinal,
    predecessor: predecessor ?? undefined,
    predecessorDone: predecessorDone ?? undefined,
    calls,
    targets,
    selectors,
    proposer: proposer ?? undefined,
    instances,
    risks,
    told:
      told !== null && toldBlock !== null
        ? { known: true, value: { standing: told, blockNumber: readInteger(toldBlock) } }
        : { known: false, reason: toldProblem ?? 'the contract was not asked yet' },
    mismatch: mismatch ?? undefined,
  }
}
