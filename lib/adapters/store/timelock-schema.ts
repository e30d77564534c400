import { isNotNull, isNull, sql } from 'drizzle-orm'
import { bigint, boolean, index, integer, pgTable, primaryKey, text } from 'drizzle-orm/pg-core'
import type { Address, Hex } from 'viem'
import type { OperationRisk } from '@/lib/core/timelock/kind/operation-risk'
import { address, chainId, hash, moment, searchWords, uint256 } from './columns'

/*
 * The queue of every timelock that is followed, as its events and the contract tell it. All of it is a cache: indexing builds
 * it again from the chain.
 */

/** A block number, or seconds as a block counts them. */
const uint64 = () => bigint({ mode: 'bigint' })

/** An array of the database's own kind. */
const words = <T extends string>() => text().array().$type<T[]>()

/** Timelocks whose operations are kept up to date. */
export const timelocks = pgTable(
  'timelocks',
  {
    chainId: chainId().notNull(),
    address: address().notNull(),
    kind: text({
      enum: [
        'openzeppelin',
        'compound',
        'zodiac-delay',
        'access-manager',
        'chainlink-rbac',
        'ds-pause',
      ],
    }).notNull(),
    generation: text().notNull(),
    /** Canonical JSON of what it was found to be. */
    detection: text().notNull(),
    /** At which block that was told with its history and roles; empty where only its code was looked at. */
    detectedBlock: uint64(),
    /** Canonical JSON of changes of its delays of which no event tells, as they were noticed; empty where there were none. */
    silentDelays: text(),
    /** Canonical JSON of who holds which role, by the events and by the contract; empty where it was not asked. */
    roles: text(),
    /** The block in which its code came to be; empty where the node does not keep the past. */
    firstBlock: uint64(),
    /** Why `firstBlock` is empty. */
    firstBlockProblem: text(),
    /** Where scanning begins. */
    scanFrom: uint64().notNull(),
    followedWhy: text({ enum: ['config', 'asked', 'found'] }).notNull(),
    followedSince: moment().notNull(),
    /** When somebody last looked at it: of those that nobody configured, the least looked at are dropped. */
    lookedAt: moment().notNull(),
    /** The block up to which its operations are known; its time is the `now` of their standings. */
    indexedBlock: uint64(),
    indexedHash: hash(),
    indexedTimestamp: uint64(),
    /** Up to here a reorganisation is not expected any more. */
    finalizedBlock: uint64(),
    /** The newest block that was heard of while indexing: how far there is to go. */
    headBlock: uint64(),
    /** When enough nodes last told their newest block, by the server's clock; empty before they did. */
    heardAt: moment(),
    /** Why it cannot be brought up to date now, and since when. */
    problem: text(),
    problemSince: moment(),
    /** Who indexes it now: one process at a time, until then at most. */
    leaseHolder: text(),
    leaseUntil: moment(),
    /** Of what a page shows. */
    modified: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.address] })],
)

/** The events of followed timelocks as the chain gave them: those of one operation, or of the settings, in one block are a row. */
export const timelockLogs = pgTable(
  'timelock_logs',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    blockNumber: uint64().notNull(),
    /** Of the first of them. */
    logIndex: integer().notNull(),
    blockHash: hash().notNull(),
    /** Seconds since the epoch. */
    blockTimestamp: uint64().notNull(),
    /** The operation they are about; empty for events of the settings. */
    operationId: hash(),
    /** Of each its index, transaction, data and topics; `;` between two. See `packLogs`. */
    events: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.timelock, table.blockNumber, table.logIndex] }),
    index('timelock_logs_operation').on(table.chainId, table.timelock, table.operationId),
  ],
)

/**
 * Operations as their events tell them, with what to filter and to sort by beside. The database has what lists are filtered by in
 * front: it reads a row up to the last column that a filter asks for.
 */
export const timelockOperations = pgTable(
  'timelock_operations',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    id: hash().notNull(),
    /** Canonical JSON of all that its events tell. */
    operation: text().notNull(),
    /** Seconds from which it can be executed: the contract's word where it gave one, else what the events tell. */
    due: uint256().notNull(),
    /** What the events of the last instance tell. */
    eta: uint256().notNull(),
    expires: uint256(),
    /** The last instance: where it was scheduled and what closed it. Times in seconds since the epoch. */
    scheduledBlock: uint64().notNull(),
    scheduledAt: uint64().notNull(),
    scheduledTransaction: hash().notNull(),
    cancelledBlock: uint64(),
    cancelledAt: uint64(),
    executedBlock: uint64(),
    executedAt: uint64(),
    /** Of its newest event. */
    lastBlock: uint64().notNull(),
    predecessor: hash(),
    /** Whether the predecessor is done; empty where there is none or nothing tells. */
    predecessorDone: boolean(),
    /** Whether the contract said that it would refuse it, for another reason than its predecessor; empty where it was not asked. */
    refused: boolean(),
    /** What it said has to be done first, where that is no predecessor. */
    waitsFor: hash(),
    /** Time at which the contract was first heard to let it be executed, where its time was before that. */
    freedAt: uint64(),
    targets: words<Address>().notNull(),
    selectors: words<Hex>().notNull(),
    proposer: address(),
    /** As `proposerFrom` of the operation. */
    proposerFrom: text({ enum: ['transaction', 'unknown'] }),
    calls: integer().notNull(),
    instances: integer().notNull(),
    risks: words<OperationRisk>().notNull(),
    /** Proxies and beacons that its calls order to be upgraded, in lower-case digits: a database writes no checksums. */
    upgraded: words<Address>().notNull(),
    /** Where it stands whatever the time is; empty while time decides. */
    settled: text({ enum: ['executed', 'cancelled', 'passed', 'unset', 'unknown'] }),
    /** What the contract said last, at which block; or why nothing was heard since the last event. */
    told: text({
      enum: [
        'waiting',
        'ready',
        'blocked',
        'stale',
        'executed',
        'cancelled',
        'passed',
        'unset',
        'unknown',
      ],
    }),
    /** Time at which it was first heard to say so; empty where it said so when it was asked first. */
    toldSince: uint64(),
    toldEta: uint256(),
    toldBlock: uint64(),
    toldProblem: text(),
    /** In words, where the contract contradicts its events. */
    mismatch: text(),
    /** What a search finds it by: `searchTokens` of the core. */
    search: searchWords().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.timelock, table.id] }),
    index('timelock_operations_due').on(table.chainId, table.timelock, table.due, table.id),
    index('timelock_operations_scheduled').on(
      table.chainId,
      table.timelock,
      table.scheduledAt,
      table.id,
    ),
    // Of lists across timelocks.
    index('timelock_operations_all_due').on(table.due, table.chainId, table.timelock, table.id),
    index('timelock_operations_all_scheduled').on(
      table.scheduledAt,
      table.chainId,
      table.timelock,
      table.id,
    ),
    // Of what is open, which is little beside all that is over.
    index('timelock_operations_open')
      .on(table.chainId, table.timelock, table.due, table.id)
      .where(isNull(table.settled)),
    index('timelock_operations_all_open')
      .on(table.due, table.chainId, table.timelock, table.id)
      .where(isNull(table.settled)),
    // Of what hardly ever is.
    index('timelock_operations_unclear')
      .on(table.scheduledAt, table.chainId, table.timelock, table.id)
      .where(sql`${table.settled} in ('passed', 'unset', 'unknown')`),
    // Counts are read from it alone.
    index('timelock_operations_settled').on(table.settled, table.chainId, table.timelock),
    index('timelock_operations_predecessor')
      .on(table.chainId, table.timelock, table.predecessor)
      .where(isNotNull(table.predecessor)),
    // What was added last is looked through word by word until there is so much of it (kB).
    index('timelock_operations_search')
      .using('gin', table.search)
      .with({ gin_pending_list_limit: 512 }),
  ],
)

/** Proxies that are known to run what a beacon says. */
export const beaconProxies = pgTable(
  'beacon_proxies',
  { chainId: chainId().notNull(), proxy: address().notNull(), beacon: address().notNull() },
  (table) => [primaryKey({ columns: [table.chainId, table.proxy] })],
)

/** Roles, delays and admins of followed timelocks as they changed. */
export const timelockSettings = pgTable(
  'timelock_settings',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    blockNumber: uint64().notNull(),
    logIndex: integer().notNull(),
    /** Of several that one event tells. */
    place: integer().notNull().default(0),
    what: text({ enum: ['delay', 'role', 'admin', 'rule', 'bypass'] }).notNull(),
    /** Canonical JSON. */
    json: text().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'timelock_settings_pk',
      columns: [table.chainId, table.timelock, table.blockNumber, table.logIndex, table.place],
    }),
  ],
)

/** Who scans blocks of a chain for a subject that is no timelock: one process at a time, until then at most. */
export const scanLeases = pgTable(
  'scan_leases',
  {
    chainId: chainId().notNull(),
    subject: text().notNull(),
    holder: text().notNull(),
    until: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.subject] })],
)

/**
 * Which blocks were scanned for whom, by which nodes. Ranges do not overlap. Nothing is said of blocks that are in none, and
 * of those with a `problem` only why.
 */
export const scanRanges = pgTable(
  'scan_ranges',
  {
    chainId: chainId().notNull(),
    /** A timelock's address, or `discovery`. */
    subject: text().notNull(),
    /** Both ends included. */
    fromBlock: uint64().notNull(),
    toBlock: uint64().notNull(),
    /** Of `toBlock` when it was scanned: another one on chain means a reorganisation. Empty with a problem. */
    blockHash: hash(),
    /** Hosts of the nodes that gave the same logs. */
    nodes: text().notNull(),
    /** Why the range could not be scanned; empty where it was. */
    problem: text(),
    scannedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.subject, table.fromBlock] })],
)
