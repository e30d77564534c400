import { and, asc, count, eq, inArray } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { OwnerNote } from '@/lib/core/patch/owner-note'
import { notes } from './owner-schema'
import type { Store } from './store'

type Context = Pick<Store, 'database'>

/** More than anybody reads under one patch. */
const most = 500

/** What owners have written under a patch, oldest first. @param parameters.keys By which it is, or was, addressed. */
export async function listNotes(
  { database }: Context,
  { keys }: { readonly keys: readonly Hash[] },
): Promise<OwnerNote[]> {
  const rows = await database
    .select()
    .from(notes)
    .where(inArray(notes.patch, [...keys]))
    .orderBy(asc(notes.position))
    .limit(most)
  return rows.map(({ position, chainId, safe, text, author, writtenAt }) => ({
    ...{ id: String(position), safe: { chainId, address: safe }, text, author },
    writtenAt: BigInt(Math.floor(writtenAt.getTime() / 1_000)),
  }))
}

/** Keeps a note. @returns Its id; undefined where there is no room. */
export async function insertNote(
  { database }: Context,
  parameters: {
    readonly patch: Hash
    readonly safe: ChainAddress
    readonly text: string
    readonly author: Address
    readonly now: Date
  },
): Promise<string | undefined> {
  const { patch, safe, text, author, now } = parameters
  const [row] = await database.select({ count: count() }).from(notes).where(eq(notes.patch, patch))
  if ((row?.count ?? 0) >= most) return undefined
  const [added] = await database
    .insert(notes)
    .values({
      ...{ patch, text, author },
      chainId: safe.chainId,
      safe: safe.address,
      writtenAt: now,
    })
    .returning({ position: notes.position })
  return added && String(added.position)
}

/** Takes a note of an author away. @returns Whether it was there, and theirs. */
export async function deleteNote(
  { database }: Context,
  parameters: { readonly keys: readonly Hash[]; readonly id: string; readonly author: Address },
): Promise<boolean> {
  const { keys, id, author } = parameters
  const isIt = and(
    eq(notes.position, Number(id)),
    inArray(notes.patch, [...keys]),
    eq(notes.author, author),
  )
  const deleted = await database.delete(notes).where(isIt).returning({ position: notes.position })
  return deleted.length > 0
}
