import { and, asc, count, eq, inArray, or, sql } from 'drizzle-orm'
import type { Address } from 'viem'
import { safeDelegates } from './schema'
import type { Store } from './store'

/** Who may propose in the name of whom. `safe` undefined: for every Safe of the delegator. */
export type Delegation = {
  readonly chainId: number
  readonly safe: Address | undefined
  readonly delegate: Address
  readonly delegator: Address
  readonly label: string
}

export type ListDelegatesParameters = {
  chainId: number
  safe?: Address | undefined
  delegate?: Address | undefined
  delegator?: Address | undefined
  label?: string | undefined
  limit: number
  offset: number
}

/** One page of delegations, newest first. */
export async function listDelegates(
  { database }: Pick<Store, 'database'>,
  { chainId, safe, delegate, delegator, label, limit, offset }: ListDelegatesParameters,
): Promise<{ delegations: Delegation[]; count: number }> {
  const where = and(
    eq(safeDelegates.chainId, chainId),
    safe && eq(safeDelegates.safe, safe),
    delegate && eq(safeDelegates.delegate, delegate),
    delegator && eq(safeDelegates.delegator, delegator),
    label === undefined ? undefined : eq(safeDelegates.label, label),
  )
  const [total] = await database.select({ count: count() }).from(safeDelegates).where(where)
  const rows = await database
    .select()
    .from(safeDelegates)
    .where(where)
    .orderBy(asc(safeDelegates.createdAt), asc(safeDelegates.delegate), asc(safeDelegates.safe))
    .limit(limit)
    .offset(offset)
  return { delegations: rows.map(toDelegation), count: total?.count ?? 0 }
}

/** Which of these owners a delegate may propose for, at one Safe. */
export async function readDelegators(
  { database }: Pick<Store, 'database'>,
  parameters: { chainId: number; safe: Address; delegate: Address; owners: readonly Address[] },
): Promise<Address[]> {
  const { chainId, safe, delegate, owners } = parameters
  if (owners.length === 0) return []
  const rows = await database
    .selectDistinct({ delegator: safeDelegates.delegator })
    .from(safeDelegates)
    .where(
      and(
        eq(safeDelegates.chainId, chainId),
        eq(safeDelegates.delegate, delegate),
        inArray(safeDelegates.delegator, [...owners]),
        or(eq(safeDelegates.safe, safe), eq(safeDelegates.safe, '')),
      ),
    )
    .orderBy(asc(safeDelegates.delegator))
  return rows.map(({ delegator }) => delegator)
}

/** Stores a delegation; the same one again gets the new label. */
export async function saveDelegate(
  { database }: Pick<Store, 'database'>,
  { delegation, createdAt }: { delegation: Delegation; createdAt: Date },
): Promise<void> {
  await database
    .insert(safeDelegates)
    .values({ ...delegation, safe: delegation.safe ?? '', expiryDate: null, createdAt })
    .onConflictDoUpdate({
      target: [
        safeDelegates.chainId,
        safeDelegates.safe,
        safeDelegates.delegate,
        safeDelegates.delegator,
      ],
      set: { label: sql`excluded.label` },
    })
}

/**
 * Removes what a delegate may do for a delegator: at one Safe, or everywhere.
 *
 * @returns How many delegations were removed.
 */
export async function deleteDelegate(
  { database }: Pick<Store, 'database'>,
  parameters: {
    chainId: number
    delegate: Address
    delegator: Address
    safe?: Address | undefined
  },
): Promise<number> {
  const { chainId, delegate, delegator, safe } = parameters
  const deleted = await database
    .delete(safeDelegates)
    .where(
      and(
        eq(safeDelegates.chainId, chainId),
        eq(safeDelegates.delegate, delegate),
        eq(safeDelegates.delegator, delegator),
        safe && eq(safeDelegates.safe, safe),
      ),
    )
    .returning({ delegate: safeDelegates.delegate })
  return deleted.length
}

function toDelegation(row: typeof safeDelegates.$inferSelect): Delegation {
  const { chainId, safe, delegate, delegator, label } = row
  return { chainId, safe: safe === '' ? undefined : (safe as Address), delegate, delegator, label }
}
