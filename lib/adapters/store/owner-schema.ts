import { bigint, index, pgTable, text } from 'drizzle-orm/pg-core'
import { address, chainId, hash, moment } from './columns'

/** What was given out to be signed for a session, once: whoever comes first takes the row. */
export const signInNonces = pgTable('sign_in_nonces', {
  nonce: text().primaryKey(),
  issuedAt: moment().notNull(),
  expiresAt: moment().notNull(),
})

/** Accounts that may write names and notes, each until its time is over. */
export const sessions = pgTable(
  'sessions',
  {
    /** SHA-256 of the token, in hexadecimal digits: whoever reads the database cannot make a cookie of it. */
    tokenHash: text().primaryKey(),
    account: address().notNull(),
    /** A contract is the same account on this chain only, so nobody writes about another. */
    chainId: chainId().notNull(),
    createdAt: moment().notNull(),
    expiresAt: moment().notNull(),
  },
  (table) => [index('sessions_expiry').on(table.expiresAt)],
)

/** What owners have called addresses: rows are only ever added, and the last one of an address counts. */
export const safeLabels = pgTable(
  'safe_labels',
  {
    position: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    chainId: chainId().notNull(),
    safe: address().notNull(),
    address: address().notNull(),
    /** Empty where the name was taken away. */
    text: text().notNull(),
    author: address().notNull(),
    writtenAt: moment().notNull(),
  },
  (table) => [index('safe_labels_safe').on(table.chainId, table.safe, table.position)],
)

/** What owners have written under a patch or a Safe transaction. */
export const notes = pgTable(
  'notes',
  {
    position: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
    chainId: chainId().notNull(),
    /** Whose owner the author was. */
    safe: address().notNull(),
    /** What the record is addressed by. */
    patch: hash().notNull(),
    text: text().notNull(),
    author: address().notNull(),
    writtenAt: moment().notNull(),
  },
  (table) => [index('notes_patch').on(table.patch, table.position)],
)
