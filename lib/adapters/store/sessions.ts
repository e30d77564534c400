import { and, eq, gt, lte } from 'drizzle-orm'
import type { Address } from 'viem'
import { sessions, signInNonces } from './owner-schema'
import type { Store } from './store'

type Context = Pick<Store, 'database'>

export type SignInNonce = {
  readonly nonce: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** An account that may write names and notes of Safes of one chain. */
export type StoredSession = {
  readonly account: Address
  readonly chainId: number
  readonly createdAt: Date
  readonly expiresAt: Date
}

/** Keeps what was given out to be signed, and drops what nobody can use any more. */
export async function insertNonce({ database }: Context, nonce: SignInNonce): Promise<void> {
  const now = nonce.issuedAt
  await database.delete(signInNonces).where(lte(signInNonces.expiresAt, now))
  await database.delete(sessions).where(lte(sessions.expiresAt, now))
  await database.insert(signInNonces).values(nonce)
}

/** Takes a nonce away. @returns undefined where it was never given out, is used or has expired. */
export async function takeNonce(
  { database }: Context,
  { nonce, now }: { readonly nonce: string; readonly now: Date },
): Promise<SignInNonce | undefined> {
  const [taken] = await database
    .delete(signInNonces)
    .where(eq(signInNonces.nonce, nonce))
    .returning()
  return taken && taken.expiresAt > now ? taken : undefined
}

/** Keeps a session under the SHA-256 of its token. */
export async function insertSession(
  { database }: Context,
  session: StoredSession & { readonly tokenHash: string },
): Promise<void> {
  await database.insert(sessions).values(session)
}

/** The session of whoever has the token; undefined where there is none, or its time is over. */
export async function readSession(
  { database }: Context,
  { tokenHash, now }: { readonly tokenHash: string; readonly now: Date },
): Promise<StoredSession | undefined> {
  const [row] = await database
    .select()
    .from(sessions)
    .where(and(eq(sessions.tokenHash, tokenHash), gt(sessions.expiresAt, now)))
  if (!row) return undefined
  const { tokenHash: _, ...session } = row
  return session
}

/** Ends a session. @returns Whose it was; undefined where there was none. */
export async function deleteSession(
  { database }: Context,
  { tokenHash }: { readonly tokenHash: string },
): Promise<Address | undefined> {
  const [row] = await database
    .delete(sessions)
    .where(eq(sessions.tokenHash, tokenHash))
    .returning({ account: sessions.account })
  return row?.account
}
