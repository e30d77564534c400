import {
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'
import { address, chainId, hash, hex, moment, uint256 } from './columns'

/*
 * Two kinds of tables. What only we know (proposals, confirmations, delegates, messages, dossiers, sources,
 * acknowledgements, first looks, alarms) is never lost.
 * What the chain knows (logs, executions, approvals, cursors, snapshots) is a cache that indexing rebuilds.
 */

/** Safe transactions proposed here, and those only seen on chain (`observed`). */
export const safeTransactions = pgTable(
  'safe_transactions',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    safeTxHash: hash().notNull(),
    nonce: uint256().notNull(),
    target: address().notNull(),
    value: uint256().notNull(),
    data: hex().notNull(),
    operation: text({ enum: ['call', 'delegatecall'] }).notNull(),
    safeTxGas: uint256().notNull(),
    baseGas: uint256().notNull(),
    gasPrice: uint256().notNull(),
    gasToken: address().notNull(),
    refundReceiver: address().notNull(),
    origin: text().notNull(),
    proposer: address(),
    proposedByDelegate: address(),
    trusted: boolean().notNull(),
    /** Never proposed here: read from an execution on chain. */
    observed: boolean().notNull(),
    submittedAt: moment().notNull(),
    modified: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.safe, table.safeTxHash] }),
    uniqueIndex('safe_transactions_hash').on(table.chainId, table.safeTxHash),
    index('safe_transactions_nonce').on(table.chainId, table.safe, table.nonce),
  ],
)

/** One per owner and transaction. On-chain approvals stand in `safe_approvals` instead. */
export const safeConfirmations = pgTable(
  'safe_confirmations',
  {
    chainId: chainId().notNull(),
    safeTxHash: hash().notNull(),
    owner: address().notNull(),
    kind: text({ enum: ['eip712', 'eth-sign', 'approved-hash', 'contract'] }).notNull(),
    /** As `SafeSignature.data`: 65 bytes, or the contract's own signature. */
    signature: hex().notNull(),
    submittedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.safeTxHash, table.owner] })],
)

/** `ApproveHash` events of Safes. */
export const safeApprovals = pgTable(
  'safe_approvals',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    safeTxHash: hash().notNull(),
    owner: address().notNull(),
    blockNumber: uint256().notNull(),
    blockHash: hash().notNull(),
    /** Seconds since the epoch. */
    blockTimestamp: uint256().notNull(),
    transactionHash: hash().notNull(),
    logIndex: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.safe, table.safeTxHash, table.owner] }),
    index('safe_approvals_block').on(table.chainId, table.safe, table.blockNumber),
  ],
)

/** `ExecutionSuccess` and `ExecutionFailure` events of Safes. */
export const safeExecutions = pgTable(
  'safe_executions',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    safeTxHash: hash().notNull(),
    success: boolean().notNull(),
    /** Refund paid, in units of the gas token. */
    payment: uint256().notNull(),
    blockNumber: uint256().notNull(),
    blockHash: hash().notNull(),
    /** Seconds since the epoch. */
    blockTimestamp: uint256().notNull(),
    transactionHash: hash().notNull(),
    logIndex: integer().notNull(),
    executor: address().notNull(),
    gasUsed: uint256().notNull(),
    /** Wei per gas. */
    effectiveGasPrice: uint256().notNull(),
    /** The signatures given to `execTransaction`, where they could be read. */
    signatures: hex(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.safe, table.safeTxHash] }),
    index('safe_executions_block').on(table.chainId, table.safe, table.blockNumber),
  ],
)

/** Safes this service has met, as last read, so that an owner or a module can be asked for its Safes. */
export const safes = pgTable(
  'safes',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    owners: jsonb().$type<string[]>().notNull(),
    modules: jsonb().$type<string[]>().notNull(),
    threshold: integer().notNull(),
    modified: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.safe] })],
)

/** Who may propose in whose name. `safe` is empty where it holds for every Safe of the delegator. */
export const safeDelegates = pgTable(
  'safe_delegates',
  {
    chainId: chainId().notNull(),
    safe: text().notNull(),
    delegate: address().notNull(),
    delegator: address().notNull(),
    label: text().notNull(),
    expiryDate: moment(),
    createdAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.safe, table.delegate, table.delegator] }),
  ],
)

/** Off-chain messages that a Safe signs. `message` is the JSON of the text or the EIP-712 object, as given. */
export const safeMessages = pgTable(
  'safe_messages',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    messageHash: hash().notNull(),
    message: text().notNull(),
    proposedBy: address().notNull(),
    safeAppId: integer(),
    origin: text().notNull(),
    createdAt: moment().notNull(),
    modified: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.messageHash] }),
    index('safe_messages_safe').on(table.chainId, table.safe),
  ],
)

export const safeMessageSignatures = pgTable(
  'safe_message_signatures',
  {
    chainId: chainId().notNull(),
    messageHash: hash().notNull(),
    owner: address().notNull(),
    kind: text({ enum: ['eip712', 'eth-sign', 'approved-hash', 'contract'] }).notNull(),
    signature: hex().notNull(),
    createdAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.messageHash, table.owner] })],
)

/** Dossiers by their digest: content-addressed, so a row is never changed. */
export const dossiers = pgTable(
  'dossiers',
  {
    digest: hash().primaryKey(),
    /** Canonical JSON (RFC 8785), byte for byte what was hashed. */
    json: text().notNull(),
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    operationId: hash().notNull(),
    storedAt: moment().notNull(),
  },
  (table) => [
    index('dossiers_operation').on(table.chainId, table.operationId),
    index('dossiers_timelock').on(table.chainId, table.timelock),
  ],
)

/** Source bundles by their hash: content-addressed, so a row is never changed. */
export const sourceBundles = pgTable('source_bundles', {
  hash: hash().primaryKey(),
  /** Canonical JSON (RFC 8785), byte for byte what was hashed. */
  json: text().notNull(),
  /** Bytes of `json` in UTF-8. */
  size: integer().notNull(),
  storedAt: moment().notNull(),
})

/** Who says that code was compiled from a bundle. Only compiling it again proves that. */
export const sourceClaims = pgTable(
  'source_claims',
  {
    chainId: chainId().notNull(),
    /** keccak256 of the runtime code. */
    codeHash: hash().notNull(),
    origin: text({ enum: ['sourcify', 'upload'] }).notNull(),
    bundle: hash()
      .notNull()
      .references(() => sourceBundles.hash),
    claimedAt: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.codeHash, table.chainId, table.origin, table.bundle] })],
)

/** Raw logs of the timelocks and proxies that are followed. */
export const logs = pgTable(
  'logs',
  {
    chainId: chainId().notNull(),
    address: address().notNull(),
    blockNumber: uint256().notNull(),
    logIndex: integer().notNull(),
    blockHash: hash().notNull(),
    /** Seconds since the epoch. */
    blockTimestamp: uint256().notNull(),
    transactionHash: hash().notNull(),
    topics: jsonb().$type<string[]>().notNull(),
    data: hex().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.chainId, table.address, table.blockNumber, table.logIndex] }),
  ],
)

/** The range of blocks whose logs are stored, both ends included. */
export const scanCursors = pgTable(
  'scan_cursors',
  {
    chainId: chainId().notNull(),
    address: address().notNull(),
    /** `logs` for the table of that name, `safe` for approvals and executions. */
    subject: text({ enum: ['logs', 'safe'] }).notNull(),
    fromBlock: uint256().notNull(),
    toBlock: uint256().notNull(),
    /** Hash of `toBlock` when it was scanned: another one on chain means a reorganisation. */
    blockHash: hash().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.address, table.subject] })],
)

/** Last known facts, shown with their age while the chain cannot be read. */
export const snapshots = pgTable('snapshots', {
  key: text().primaryKey(),
  json: text().notNull(),
  blockNumber: uint256().notNull(),
  blockHash: hash().notNull(),
  storedAt: moment().notNull(),
})

/**
 * Reports by their hash: content-addressed. `subject` is what was reviewed; a review that comes to the same at a
 * later block only moves `confirmedBlock`.
 */
export const reports = pgTable(
  'reports',
  {
    hash: hash().primaryKey(),
    subject: text().notNull(),
    /** Canonical JSON (RFC 8785), byte for byte what was hashed. */
    json: text().notNull(),
    /** Equal where a review comes to the same verdicts of the same things. */
    contentHash: hash().notNull(),
    blockNumber: uint256().notNull(),
    confirmedBlock: uint256().notNull(),
    /** Of a review: how many findings there are of each verdict. Empty for reports of any other kind, and in rows of old. */
    verdicts: jsonb().$type<CountedVerdicts>(),
    storedAt: moment().notNull(),
  },
  (table) => [index('reports_subject').on(table.subject, table.storedAt)],
)

/**
 * Why an owner signs although a judgement failed: the first words of each signer to one finding, which stay as they were
 * signed. `finding` is the hash of what the check said.
 */
export const acknowledgements = pgTable(
  'acknowledgements',
  {
    chainId: chainId().notNull(),
    safe: address().notNull(),
    /** What the record is addressed by. */
    patch: hash().notNull(),
    check: text().notNull(),
    subject: text().notNull(),
    finding: hash().notNull(),
    reason: text().notNull(),
    signer: address().notNull(),
    /** 65 bytes of EIP-712. */
    signature: hex().notNull(),
    submittedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [table.patch, table.chainId, table.safe, table.finding, table.signer],
    }),
  ],
)

/** Patches that are looked at while they wait: one row for each, made when it is first seen. */
export const watches = pgTable(
  'watches',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    /** What the record is addressed by. */
    patch: hash().notNull(),
    /** Canonical JSON of the first look: what later ones are compared with. */
    first: text(),
    /** Canonical JSON of the last look whose simulation ran. */
    last: text(),
    lookedBlock: uint256(),
    /** Seconds since the epoch, of that block. */
    lookedTimestamp: uint256(),
    /** What the last look could not compare, in words. */
    unseen: jsonb().$type<string[]>().notNull(),
    /** Why it cannot be looked at now, and since when. */
    problem: text(),
    problemSince: moment(),
    /** Who looks at it now: one process at a time, until then at most. */
    leaseHolder: text(),
    leaseUntil: moment(),
    /** Of what a page shows. */
    modified: moment().notNull(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.timelock, table.patch] })],
)

/** What was not as at the first look, from the block at which it was seen to the one at which it was over. */
export const alarms = pgTable(
  'alarms',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    patch: hash().notNull(),
    kind: text({
      enum: ['code', 'implementation', 'predecessor', 'roles', 'delay', 'safe', 'effect'],
    }).notNull(),
    what: text().notNull(),
    before: text().notNull(),
    after: text().notNull(),
    firstBlock: uint256().notNull(),
    lastBlock: uint256().notNull(),
    endedBlock: uint256(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.chainId,
        table.timelock,
        table.patch,
        table.kind,
        table.what,
        table.firstBlock,
      ],
    }),
  ],
)

/** Replays that are not done: one of each subject, whose row goes when its document is stored. */
export const replayRuns = pgTable('replay_runs', {
  subject: text().primaryKey(),
  /** The same for whoever replays the same: hash of input and count. */
  run: hash().notNull(),
  /** Canonical JSON of what is replayed, and at which block. */
  input: text().notNull(),
  /** How many transactions were asked for. */
  last: integer().notNull(),
  /** Canonical JSON of which they are; absent until they were found. */
  cursor: text(),
  /** How many those are. */
  total: integer(),
  state: text({ enum: ['running', 'stopped'] }).notNull(),
  /** Why it stopped; absent where somebody wanted it. */
  problem: text(),
  modified: moment().notNull(),
})

/** What such a run has found so far: one row for each transaction, however often it is found. */
export const replayResults = pgTable(
  'replay_results',
  {
    run: hash().notNull(),
    hash: hash().notNull(),
    /** Canonical JSON. */
    json: text().notNull(),
  },
  (table) => [primaryKey({ columns: [table.run, table.hash] })],
)
