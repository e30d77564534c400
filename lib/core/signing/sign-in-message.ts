import type { Address } from 'viem'
import { createSiweMessage, parseSiweMessage } from 'viem/siwe'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** What an account signs to be known to this site for some hours. */
export type SignIn = {
  /** Of the site: scheme, host and port, without a slash at the end. */
  readonly origin: string
  readonly account: Address
  /** The chain whose Safes are written about; a contract is asked there. */
  readonly chainId: number
  /** Given out once by the server: letters and digits, at least 8. */
  readonly nonce: string
  readonly issuedAt: Date
  /** After that the message opens nothing any more. How long a session lasts is another matter. */
  readonly expiresAt: Date
}

/** The message is not one that opens a session here. */
export class InvalidSignInError extends BaseError {
  override readonly name = 'InvalidSignInError'
}

/** The one thing that a wallet shows in words. */
const signInStatement =
  'Sign in to Suture for 8 hours, to write names and notes. This is no transaction: it moves nothing and approves nothing.'

/**
 * The message that a wallet is asked to sign.
 *
 * @throws InvalidSignInError where the site has an address that no such message can name.
 * @see https://eips.ethereum.org/EIPS/eip-4361
 */
export function signInMessage(signIn: SignIn): string {
  const { origin, account, chainId, nonce, issuedAt, expiresAt } = signIn
  try {
    return createSiweMessage({
      domain: hostOf(origin),
      address: account,
      statement: signInStatement,
      uri: origin,
      version: '1',
      ...{ chainId, nonce, issuedAt },
      expirationTime: expiresAt,
    })
  } catch (cause) {
    throw new InvalidSignInError('No sign-in message can be written for this site.', {
      facts: [['Site', visibleText(origin, { maxLength: 200 })]],
      hint: 'EIP-4361 wants a full domain name, an IPv4 address or localhost: open the site under one.',
      cause,
    })
  }
}

/**
 * Reads a message that somebody says to have signed. It has to be, character by character, the one that `signInMessage` writes
 * for this site: what else a wallet was talked into signing opens nothing.
 *
 * @param parameters.origins By which this site is known; the first one is told to whoever comes by another.
 * @throws InvalidSignInError
 */
export function readSignInMessage(
  text: string,
  { origins, now }: { readonly origins: readonly string[]; readonly now: Date },
): SignIn {
  const { domain, uri, address, chainId, nonce, issuedAt, expirationTime } = parseSiweMessage(text)
  if (!domain || !uri || !address || !chainId || !nonce || !issuedAt || !expirationTime) {
    throw new InvalidSignInError('That is no message to sign in with.', {
      facts: [['Begins with', visibleText(text, { maxLength: 80 })]],
      hint: 'Sign the message of EIP-4361 that the page shows, as it is.',
    })
  }
  const origin = origins.find((each) => each === uri && hostOf(each) === domain)
  if (!origin) {
    throw new InvalidSignInError('The message was signed for another site.', {
      facts: siteFacts({ domain, uri, origins }),
      hint: 'If you signed it on a page that was not this one, somebody has tried to sign in as you: nothing was opened. Sign in on the page of this site.',
    })
  }
  const signIn = { origin, account: address, chainId, nonce, issuedAt, expiresAt: expirationTime }
  if (!isSame(text, signIn)) {
    throw new InvalidSignInError('The message is not the one that this site asks to sign.', {
      facts: [['Statement of this site', signInStatement]],
      hint: 'Something has changed it on its way. Sign in again, and read what your wallet shows.',
    })
  }
  if (now >= expirationTime) {
    throw new InvalidSignInError('The message has expired.', {
      facts: [
        ['Expired', expirationTime.toISOString()],
        ['Clock of the server', now.toISOString()],
      ],
      hint: 'A message is good for five minutes. Sign in again.',
    })
  }
  return signIn
}

/** The core knows no `URL`: an origin is nothing but scheme and host. */
function hostOf(origin: string): string {
  return origin.replace(/^https?:\/\//, '')
}

function siteFacts({
  domain,
  uri,
  origins,
}: {
  readonly domain: string
  readonly uri: string
  readonly origins: readonly string[]
}): ErrorFact[] {
  return [
    ['Domain signed for', visibleText(domain, { maxLength: 200 })],
    ['URI signed for', visibleText(uri, { maxLength: 200 })],
    ['This site', origins[0] ?? 'unknown'],
  ]
}

function isSame(text: string, signIn: SignIn): boolean {
  const isDated = [signIn.issuedAt, signIn.expiresAt].every((date) => !Number.isNaN(date.getTime()))
  return isDated && text === signInMessage(signIn)
}
