import type { Address, Hex } from 'viem'
import * as z from 'zod/mini'
import { requestApi, type SutureApi } from '@/lib/adapters/suture-api/request-api'
import { SutureApiError } from '@/lib/adapters/suture-api/suture-api-error'
import { addressField } from '@/lib/core/chain/wire-fields'

/** Who is signed in in this browser. */
export type OpenedSession = {
  readonly account: Address
  /** For whose Safes they may write. */
  readonly chainId: number
  readonly expiresAt: Date
}

const date = z.pipe(
  z.iso.datetime(),
  z.transform((text) => new Date(text)),
)
const sessionAnswer = z.union([
  z.object({ account: addressField, chainId: z.int(), expiresAt: date }),
  z.object({ account: z.null() }),
])
const nonceAnswer = z.object({ nonce: z.string(), issuedAt: date, expiresAt: date })

/** @returns undefined where nobody is. @throws SutureApiError */
export async function fetchSession(api: SutureApi): Promise<OpenedSession | undefined> {
  const path = '/api/v1/session'
  const answer = read(sessionAnswer, path, await requestApi(api, { path }))
  return answer.account === null ? undefined : answer
}

/** What the message to sign has to name. @throws SutureApiError */
export async function postNonce(api: SutureApi): Promise<z.infer<typeof nonceAnswer>> {
  const path = '/api/v1/session/nonce'
  return read(nonceAnswer, path, await requestApi(api, { path, body: '{}' }))
}

/** Opens a session; the browser is given its cookie. @throws SutureApiError */
export async function postSession(
  api: SutureApi,
  signed: { readonly message: string; readonly signature: Hex },
): Promise<void> {
  await requestApi(api, { path: '/api/v1/session', body: JSON.stringify(signed) })
}

/** Ends the session of this browser. @throws SutureApiError */
export async function postSessionEnd(api: SutureApi): Promise<void> {
  await requestApi(api, { path: '/api/v1/session/end', body: '{}' })
}

function read<T extends z.ZodMiniType>(schema: T, path: string, text: string): z.infer<T> {
  try {
    return schema.parse(JSON.parse(text))
  } catch {
    throw new SutureApiError(200, 'The desk’s own server answered what this page does not know.', {
      facts: [['Request', path]],
      hint: 'Reload the page: it may be of another version than the server.',
    })
  }
}
