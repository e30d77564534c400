import { and, asc, count, desc, eq, inArray } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { SafeSignature } from '@/lib/core/safe/signature'
import type { ConfirmationRecord } from '@/lib/core/safe/transaction-record'
import { safeMessageSignatures, safeMessages } from './schema'
import type { Store, StoreDatabase } from './store'

/** An off-chain message that a Safe signs. */
export type MessageRecord = {
  readonly chainId: number
  readonly safe: Address
  readonly messageHash: Hash
  /** JSON of the text or of the EIP-712 object. */
  readonly message: string
  readonly proposedBy: Address
  readonly safeAppId: number | undefined
  readonly origin: string
  readonly createdAt: Date
  readonly modified: Date
  readonly confirmations: readonly Omit<ConfirmationRecord, 'transactionHash'>[]
}

export type SaveMessageParameters = Omit<
  MessageRecord,
  'createdAt' | 'modified' | 'confirmations'
> & { signatures: readonly SafeSignature[]; createdAt: Date }

/**
 * Stores a message with its first signatures, all or nothing.
 *
 * @returns Whether it is new here.
 */
export async function saveMessage(
  { database }: Pick<Store, 'database'>,
  { signatures, safeAppId = undefined, ...message }: SaveMessageParameters,
): Promise<boolean> {
  return await database.transaction(async (transaction) => {
    const inserted = await transaction
      .insert(safeMessages)
      .values({ ...message, safeAppId: safeAppId ?? null, modified: message.createdAt })
      .onConflictDoNothing()
      .returning({ messageHash: safeMessages.messageHash })
    if (inserted.length === 0) return false
    await insertSignatures(transaction, { ...message, signatures, createdAt: message.createdAt })
    return true
  })
}

/**
 * Adds signatures to a message, all or none.
 *
 * @returns The owners who had signed before, in which case nothing is stored.
 */
export async function saveMessageSignatures(
  { database }: Pick<Store, 'database'>,
  parameters: {
    chainId: number
    messageHash: Hash
    signatures: readonly SafeSignature[]
    createdAt: Date
  },
): Promise<Address[]> {
  const { chainId, messageHash, signatures, createdAt } = parameters
  let duplicates: Address[] = []
  try {
    await database.transaction(async (transaction) => {
      await transaction
        .update(safeMessages)
        .set({ modified: createdAt })
        .where(and(eq(safeMessages.chainId, chainId), eq(safeMessages.messageHash, messageHash)))
      const added = new Set(await insertSignatures(transaction, parameters))
      duplicates = signatures.map(({ signer }) => signer).filter((owner) => !added.has(owner))
      if (duplicates.length > 0) transaction.rollback()
    })
  } catch (error) {
    if (duplicates.length === 0) throw error
  }
  return duplicates
}

/** The message with this hash. */
export async function readMessage(
  store: Pick<Store, 'database'>,
  { chainId, messageHash }: { chainId: number; messageHash: Hash },
): Promise<MessageRecord | undefined> {
  const rows = await store.database
    .select()
    .from(safeMessages)
    .where(and(eq(safeMessages.chainId, chainId), eq(safeMessages.messageHash, messageHash)))
  return (await withSignatures(store.database, rows))[0]
}

/** One page of the messages of a Safe. */
export async function listMessages(
  { database }: Pick<Store, 'database'>,
  parameters: {
    chainId: number
    safe: Address
    oldestFirst: boolean
    limit: number
    offset: number
  },
): Promise<{ messages: MessageRecord[]; count: number }> {
  const { chainId, safe, oldestFirst, limit, offset } = parameters
  const where = and(eq(safeMessages.chainId, chainId), eq(safeMessages.safe, safe))
  const [total] = await database.select({ count: count() }).from(safeMessages).where(where)
  const rows = await database
    .select()
    .from(safeMessages)
    .where(where)
    .orderBy((oldestFirst ? asc : desc)(safeMessages.createdAt), asc(safeMessages.messageHash))
    .limit(limit)
    .offset(offset)
  return { messages: await withSignatures(database, rows), count: total?.count ?? 0 }
}

async function insertSignatures(
  database: StoreDatabase,
  parameters: {
    chainId: number
    messageHash: Hash
    signatures: readonly SafeSignature[]
    createdAt: Date
  },
): Promise<Address[]> {
  const { chainId, messageHash, signatures, createdAt } = parameters
  const rows = await database
    .insert(safeMessageSignatures)
    .values(
      signatures
        .map(({ kind, signer, data }) => ({
          chainId,
          messageHash,
          owner: signer,
          kind,
          signature: data,
          createdAt,
        }))
        .sort((a, b) => (a.owner < b.owner ? -1 : 1)),
    )
    .onConflictDoNothing()
    .returning({ owner: safeMessageSignatures.owner })
  return rows.map(({ owner }) => owner)
}

async function withSignatures(
  database: StoreDatabase,
  rows: readonly (typeof safeMessages.$inferSelect)[],
): Promise<MessageRecord[]> {
  const [first] = rows
  if (!first) return []
  const signatures = await database
    .select()
    .from(safeMessageSignatures)
    .where(
      and(
        eq(safeMessageSignatures.chainId, first.chainId),
        inArray(
          safeMessageSignatures.messageHash,
          rows.map(({ messageHash }) => messageHash),
        ),
      ),
    )
    .orderBy(asc(safeMessageSignatures.createdAt), asc(safeMessageSignatures.owner))
  return rows.map((row) => ({
    ...row,
    safeAppId: row.safeAppId ?? undefined,
    confirmations: signatures
      .filter(({ messageHash }) => messageHash === row.messageHash)
      .map(({ owner, kind, signature, createdAt }) => ({
        owner,
        signature: { kind, signer: owner, data: signature },
        submittedAt: createdAt,
      })),
  }))
}
