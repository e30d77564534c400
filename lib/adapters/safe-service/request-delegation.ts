import type { Address, Hex } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { SafeServiceAnswerError } from './safe-service-answer-error'

/** A delegation at one Safe, with the delegator's signature over the request. */
export type DelegationRequest = {
  readonly safe: ChainAddress
  readonly delegate: Address
  readonly delegator: Address
  readonly signature: Hex
}

/**
 * Has a Safe service let a delegate propose for an owner. The same one again gets the new label.
 *
 * @param service.url Base URL of the service, ending in `/api`.
 * @throws SafeServiceAnswerError with the service's reason.
 */
export async function postDelegation(
  { url }: { readonly url: string },
  { label, ...request }: DelegationRequest & { readonly label: string },
): Promise<void> {
  const { safe, delegate, delegator, signature } = request
  await send(url, 'add the delegate', {
    path: 'v2/delegates/',
    method: 'POST',
    body: { safe: safe.address, delegate, delegator, label, signature },
  })
}

/** Takes it back. @throws SafeServiceAnswerError */
export async function deleteDelegation(
  { url }: { readonly url: string },
  { safe, delegate, delegator, signature }: DelegationRequest,
): Promise<void> {
  await send(url, 'remove the delegate', {
    path: `v2/delegates/${delegate}/`,
    method: 'DELETE',
    body: { safe: safe.address, delegator, signature },
  })
}

class RefusedError extends Error {
  readonly statusCode: number
  constructor(statusCode: number, answer: string) {
    super(answer)
    this.statusCode = statusCode
  }
}

async function send(
  url: string,
  request: string,
  { path, method, body }: { path: string; method: 'POST' | 'DELETE'; body: object },
): Promise<void> {
  try {
    const response = await fetch(`${url}/${path}`, {
      method,
      headers: { accept: 'application/json', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    if (!response.ok) throw new RefusedError(response.status, await response.text())
  } catch (cause) {
    throw new SafeServiceAnswerError({ url, request, cause })
  }
}
