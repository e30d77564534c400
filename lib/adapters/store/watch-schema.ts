import { not } from 'drizzle-orm'
import {
  bigint,
  bigserial,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
} from 'drizzle-orm/pg-core'
import type { AttestedVerdict } from '@/lib/core/signing/attestation'
import type { CauseKind, QueueEventKind } from '@/lib/core/watch/queue-event'
import type { DeliveryShape } from '@/lib/core/watch/subscription'
import { address, chainId, hash, hex, moment, uint256 } from './columns'

/*
 * What was told of queues, and to whom. Told is told: none of it can be had from the chain again, since what a reorganisation
 * took back is not on it any more.
 */

/** Timelocks whose events are told, and up to where. */
export const toldTimelocks = pgTable(
  'told_timelocks',
  {
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    /** Time of the block, in seconds, at which telling began: what happened before is shown and not sent to anybody. */
    since: uint256(),
    /** The block up to which all was told, and its time in seconds. */
    block: uint256(),
    timestamp: uint256(),
  },
  (table) => [primaryKey({ columns: [table.chainId, table.timelock] })],
)

/** Events, in the order in which they were told. */
export const queueEvents = pgTable(
  'queue_events',
  {
    position: bigserial({ mode: 'number' }).primaryKey(),
    id: hash().notNull(),
    subject: text().notNull(),
    sequence: integer().notNull(),
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    kind: text().$type<QueueEventKind>().notNull(),
    /** By which subscriptions choose: of what is taken back, the kind that it was. */
    about: text().$type<CauseKind>().notNull(),
    /** Seconds since the epoch, of the chain. */
    at: uint256().notNull(),
    blockNumber: uint256().notNull(),
    /** Canonical JSON. */
    json: text().notNull(),
    storedAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex('queue_events_id').on(table.id),
    uniqueIndex('queue_events_subject').on(table.subject, table.sequence),
    index('queue_events_block').on(table.chainId, table.timelock, table.blockNumber),
  ],
)

/** Under what each event is found. */
export const queueEventTopics = pgTable(
  'queue_event_topics',
  {
    topic: text().notNull(),
    at: uint256().notNull(),
    position: bigint({ mode: 'number' })
      .notNull()
      .references(() => queueEvents.position),
  },
  (table) => [
    primaryKey({ columns: [table.topic, table.position] }),
    index('queue_event_topics_at').on(table.topic, table.at, table.position),
  ],
)

/** Who wants to be told of what. */
export const subscriptions = pgTable(
  'subscriptions',
  {
    id: text().primaryKey(),
    /** SHA-256 of the token that its owner was given: whoever has the token may do with it what they like. */
    tokenHash: text().notNull(),
    topic: text().notNull(),
    /** Empty: all. */
    kinds: jsonb().$type<CauseKind[]>().notNull(),
    shape: text().$type<DeliveryShape>().notNull(),
    /** URL, or e-mail address. A secret: the URLs of chat services are passwords. */
    target: text().notNull(),
    /** What bodies are signed with; of e-mail the token that its links carry; empty for chat services. A secret. */
    secret: text(),
    /** `pending` until the address is confirmed; `stopped` where the owner or too many failures have ended it. */
    state: text({ enum: ['pending', 'active', 'stopped'] }).notNull(),
    /** Why it was stopped; empty where its owner wanted it. */
    problem: text(),
    createdAt: moment().notNull(),
  },
  (table) => [
    uniqueIndex('subscriptions_token').on(table.tokenHash),
    index('subscriptions_topic').on(table.topic, table.state),
    index('subscriptions_target').on(table.target, table.createdAt),
  ],
)

/** What is, or was, to be sent: one for each event and subscription, made with the event. */
export const deliveries = pgTable(
  'deliveries',
  {
    subscription: text()
      .notNull()
      .references(() => subscriptions.id, { onDelete: 'cascade' }),
    position: bigint({ mode: 'number' })
      .notNull()
      .references(() => queueEvents.position),
    subject: text().notNull(),
    isDone: boolean().notNull(),
    attempts: integer().notNull(),
    /** Not before; pushed away by whoever sends it now, so that nobody else does at the same time. */
    nextAt: moment().notNull(),
    /** HTTP or SMTP status of the last attempt; empty where there was no answer. */
    status: integer(),
    /** Why the last attempt failed. */
    problem: text(),
    attemptedAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.subscription, table.position] }),
    index('deliveries_due').on(table.nextAt).where(not(table.isDone)),
    index('deliveries_order')
      .on(table.subscription, table.subject, table.position)
      .where(not(table.isDone)),
  ],
)

/** What reviewers have signed: that they made a report again, and what they say of it. */
export const attestations = pgTable(
  'attestations',
  {
    /** What was signed: the EIP-712 hash. */
    hash: hash().notNull(),
    signer: address().notNull(),
    chainId: chainId().notNull(),
    timelock: address().notNull(),
    operation: hash().notNull(),
    report: hash().notNull(),
    verdict: text().$type<AttestedVerdict>().notNull(),
    note: text().notNull(),
    /** 65 bytes of EIP-712, or what the contract at `signer` takes for its own (EIP-1271). */
    signature: hex().notNull(),
    /** The contract was asked, at this block; empty where the signature itself tells whose it is. */
    checkedBlock: uint256(),
    submittedAt: moment().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.hash, table.signer] }),
    index('attestations_operation').on(table.chainId, table.operation, table.submittedAt),
  ],
)
