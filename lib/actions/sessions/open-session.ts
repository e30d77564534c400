import { type Client, type Hex, hashMessage } from 'viem'
import { generateSiweNonce } from 'viem/siwe'
import { proveSigner } from '@/lib/actions/prove-signer'
import {
  NoSessionError,
  NotSignedInError,
  OtherChainSessionError,
  UsedNonceError,
} from '@/lib/actions/sessions/session-errors'
import { newToken, tokenHash } from '@/lib/actions/subscriptions/token-hash'
import {
  deleteSession,
  insertNonce,
  insertSession,
  readSession,
  type SignInNonce,
  type StoredSession,
  takeNonce,
} from '@/lib/adapters/store/sessions'
import type { Store } from '@/lib/adapters/store/store'
import { InvalidSignInError, readSignInMessage } from '@/lib/core/signing/sign-in-message'

export type SessionContext = {
  readonly store: Store
  readonly clientFor: (chainId: number) => Client
}

/** Milliseconds between giving out a nonce and its end. */
const nonceLife = 300_000

/** Milliseconds. As the message says. */
export const sessionLife = 8 * 3_600_000

/** Gives out what is to be signed, good for one time. */
export async function issueNonce(
  { store }: Pick<SessionContext, 'store'>,
  { now }: { readonly now: Date },
): Promise<SignInNonce> {
  const nonce = {
    nonce: generateSiweNonce(),
    issuedAt: now,
    expiresAt: new Date(now.getTime() + nonceLife),
  }
  await insertNonce(store, nonce)
  return nonce
}

export type OpenSessionParameters = {
  readonly message: string
  readonly signature: Hex
  /** By which this site is known. */
  readonly origins: readonly string[]
  readonly now: Date
}

/**
 * Opens a session for an account that has signed the message of this site. The nonce is used up by the first message of this
 * site that names it, whoever has signed that.
 *
 * @returns The token, which nobody else is ever told, and is not kept.
 * @throws InvalidSignInError, UnknownChainError, UsedNonceError, NotSignedInError, RpcUnreachableError
 */
export async function openSession(
  { store, clientFor }: SessionContext,
  { message, signature, origins, now }: OpenSessionParameters,
): Promise<StoredSession & { readonly token: string; readonly origin: string }> {
  const signIn = readSignInMessage(message, { origins, now })
  const { account, chainId, nonce, origin } = signIn
  const client = clientFor(chainId)
  const given = await takeNonce(store, { nonce, now })
  if (!given) throw new UsedNonceError({ nonce })
  if (+given.issuedAt !== +signIn.issuedAt || +given.expiresAt !== +signIn.expiresAt) {
    throw new InvalidSignInError(
      'The message has other times than were given out with its nonce.',
      {
        facts: [
          ['Given out until', given.expiresAt.toISOString()],
          ['Message until', signIn.expiresAt.toISOString()],
        ],
        hint: 'Something has changed it on its way. Sign in again.',
      },
    )
  }
  const hash = hashMessage(message)
  const { by } = await proveSigner(client, { chainId, signer: account, hash, signature })
  if (by !== 'key' && by !== 'contract') throw new NotSignedInError({ account, chainId })
  const session = {
    ...{ account, chainId, createdAt: now },
    expiresAt: new Date(now.getTime() + sessionLife),
  }
  const token = newToken()
  await insertSession(store, { ...session, tokenHash: tokenHash(token) })
  return { ...session, token, origin }
}

/** Who has a token: undefined where nobody has, or the time is over. */
export async function findSession(
  { store }: Pick<SessionContext, 'store'>,
  { token, now }: { readonly token: string | undefined; readonly now: Date },
): Promise<StoredSession | undefined> {
  return token === undefined
    ? undefined
    : await readSession(store, { tokenHash: tokenHash(token), now })
}

/**
 * Who has a token, and may write about Safes of a chain.
 *
 * @throws NoSessionError, OtherChainSessionError
 */
export function assertSession(
  session: StoredSession | undefined,
  { chainId }: { readonly chainId: number },
): StoredSession {
  if (!session) throw new NoSessionError()
  if (session.chainId === chainId) return session
  throw new OtherChainSessionError({ signedInOn: session.chainId, wanted: chainId })
}

/** Ends the session of a token. @returns Whose it was. */
export async function closeSession(
  { store }: Pick<SessionContext, 'store'>,
  { token }: { readonly token: string },
) {
  return await deleteSession(store, { tokenHash: tokenHash(token) })
}
