import { and, eq, type SQL, sql } from 'drizzle-orm'
import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { writeSetting } from '@/lib/core/timelock/kind/setting-json'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { insertStatements, replacing } from './insert-statements'
import { type Coverage, joinCoverage } from './join-coverage'
import { linkPredecessors } from './link-predecessors'
import { lockTimelock } from './lock-timelock'
import { moveTimelock } from './move-timelock'
import type { PackedLogs } from './packed-logs'
import { operationStatements } from './save-operations'
import { saveScanRange } from './save-scan-range'
import type { Store, StoreDatabase } from './store'
import { timelockLogs, timelockSettings, timelocks } from './timelock-schema'

/** A range of blocks with what it brought. */
export type RangeToStore = Coverage & {
  /** How many events it has, and these as `packLogs` puts them together. */
  readonly events: number
  readonly logs: readonly PackedLogs[]
  /** The operations these events are about, folded from all of their events. */
  readonly operations: readonly QueuedOperation[]
  readonly settings: readonly TimelockSetting[]
}

export type SaveTimelockChunkParameters = {
  readonly timelock: ChainAddress
  /** The block up to which it was indexed when this was made; undefined before the first. */
  readonly after: Block | undefined
  /** One behind the other, at least one. What is written of one is on its way while the next is waited for. */
  readonly ranges: AsyncIterable<RangeToStore>
  readonly headBlock: bigint
  readonly finalizedBlock: bigint
  /** By the server's clock; asked when everything is written. */
  readonly now: () => Date
}

/** What was stored: so many events, up to a block. */
export type StoredChunk = { readonly end: Block; readonly events: number }

/**
 * Stores what ranges of blocks brought, and moves on to the end of the last: all or nothing. An operation that stays open is
 * written once, as the last range leaves it.
 *
 * @returns undefined where it was not stored: somebody else has moved on, or back, in the meantime.
 * @throws What the ranges throw; then nothing is stored.
 */
export async function saveTimelockChunk(
  { database }: Pick<Store, 'database'>,
  parameters: SaveTimelockChunkParameters,
): Promise<StoredChunk | undefined> {
  const { timelock, after, headBlock, finalizedBlock } = parameters
  return await undefinedIfMoved(() =>
    database.transaction(async (transaction) => {
      await lockTimelock(transaction, timelock)
      if (!(await standsAt(transaction, timelock, after))) throw new MovedError()
      const { coverage, events } = await saveRanges(transaction, parameters)
      const end = coverage.at(-1)?.end
      const now = parameters.now()
      const isMoved = await moveTimelock(transaction, {
        timelock,
        after,
        to: end,
        set: {
          headBlock,
          finalizedBlock,
          problem: null,
          problemSince: null,
          // What pages show changes with every block; what feeds watch only with events.
          ...(events > 0 || after === undefined ? { modified: now } : {}),
        },
      })
      if (!end || !isMoved) throw new MovedError()
      const { chainId, address: subject } = timelock
      for (const scanned of joinCoverage(coverage, finalizedBlock)) {
        const range = { chainId, subject, ...scanned, finalizedBlock, now }
        await saveScanRange({ database: transaction }, range)
      }
      return { end, events }
    }),
  )
}

/** Undoes what a transaction has written until then. */
class MovedError extends Error {}

async function undefinedIfMoved<T>(act: () => Promise<T>): Promise<T | undefined> {
  try {
    return await act()
  } catch (error) {
    if (error instanceof MovedError) return undefined
    throw error
  }
}

async function saveRanges(
  database: StoreDatabase,
  { timelock, after, ranges }: SaveTimelockChunkParameters,
): Promise<{ coverage: Coverage[]; events: number }> {
  let open: ReadonlyMap<Hash, QueuedOperation> = new Map()
  const links = new Map<Hash, Pick<QueuedOperation, 'id' | 'predecessor'>>()
  const coverage: Coverage[] = []
  let events = 0
  let writing = Promise.resolve()
  try {
    for await (const range of ranges) {
      for (const { id, predecessor } of range.operations) links.set(id, { id, predecessor })
      const sorted = sortOut(range.operations, open)
      open = sorted.open
      // While the database is at one range, the next is put into words.
      const statements = [
        ...logStatements(timelock, range.logs),
        ...operationStatements(sorted.ripe.map(touched)),
        ...settingStatements(timelock, range.settings),
      ]
      const before = writing
      writing = before.then(() => executeEach(database, statements))
      // Whoever waits for it hears of it.
      writing.catch(() => {})
      await before
      const { fromBlock, end, hosts } = range
      coverage.push({ fromBlock, end, hosts })
      events += range.events
    }
    await writing
  } finally {
    // Whatever ended it, nothing is written behind the end of the transaction.
    await writing.catch(() => {})
  }
  await executeEach(database, operationStatements([...open.values()].map(touched)))
  // At the first reading these are all that there are, and need not be named.
  await linkPredecessors(database, timelock, after && [...links.values()])
  return { coverage, events }
}

async function executeEach(database: StoreDatabase, statements: readonly SQL[]): Promise<void> {
  for (const statement of statements) await database.execute(statement)
}

/**
 * What is written with a range, and what may soon change again: an operation that it leaves open is written with the next one, unless
 * that closes it. So most are written once, and few remain for the end, when nothing else is to be done.
 */
function sortOut(
  operations: readonly QueuedOperation[],
  before: ReadonlyMap<Hash, QueuedOperation>,
): { ripe: QueuedOperation[]; open: ReadonlyMap<Hash, QueuedOperation> } {
  const older = new Map(before)
  const open = new Map<Hash, QueuedOperation>()
  const ripe: QueuedOperation[] = []
  for (const operation of operations) {
    older.delete(operation.id)
    if (isOpen(operation.instances.at(-1))) open.set(operation.id, operation)
    else ripe.push(operation)
  }
  return { ripe: [...older.values(), ...ripe], open }
}

const touched = (operation: QueuedOperation) => ({ operation })

async function standsAt(
  database: StoreDatabase,
  { chainId, address }: ChainAddress,
  after: Block | undefined,
): Promise<boolean> {
  const [row] = await database
    .select({ hash: timelocks.indexedHash })
    .from(timelocks)
    .where(and(eq(timelocks.chainId, chainId), eq(timelocks.address, address)))
  return row !== undefined && (row.hash ?? undefined) === after?.hash
}

function logStatements({ chainId, address }: ChainAddress, logs: readonly PackedLogs[]): SQL[] {
  return insertStatements({
    table: timelockLogs,
    shared: { chainId, timelock: address },
    rows: logs,
    onConflict: sql.raw('do nothing'),
  })
}

const settingKey = ['chainId', 'timelock', 'blockNumber', 'logIndex', 'place'] as const

/** Which of those that the same event tells. They stand side by side. */
function placeOf(settings: readonly TimelockSetting[], at: number): number {
  const isSame = (a: TimelockSetting | undefined, b: TimelockSetting | undefined) =>
    a?.position.blockNumber === b?.position.blockNumber &&
    a?.position.logIndex === b?.position.logIndex
  let place = 0
  while (at - place > 0 && isSame(settings[at - place - 1], settings[at])) place += 1
  return place
}

function settingStatements(
  { chainId, address }: ChainAddress,
  settings: readonly TimelockSetting[],
): SQL[] {
  return insertStatements({
    table: timelockSettings,
    shared: { chainId, timelock: address },
    rows: settings.map((setting, at) => ({
      place: placeOf(settings, at),
      blockNumber: setting.position.blockNumber,
      logIndex: setting.position.logIndex,
      what: setting.what,
      json: writeSetting(setting),
    })),
    onConflict: replacing(timelockSettings, settingKey),
  })
}
