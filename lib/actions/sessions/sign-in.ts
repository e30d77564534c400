import { type Address, type Client, type Hex, hashMessage } from 'viem'
import { getCode, signMessage } from 'viem/actions'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { fetchSession, postNonce, postSession } from '@/lib/adapters/suture-api/session-requests'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import { BaseError } from '@/lib/core/error/base-error'
import { recoverByKey } from '@/lib/core/signing/recover-by-key'
import { signInMessage } from '@/lib/core/signing/sign-in-message'

/** The wallet has signed something else, or as another account. The signature never leaves the browser. */
export class ForeignSignInError extends BaseError {
  override readonly name = 'ForeignSignInError'
  constructor({ account }: { account: Address }) {
    super('What the wallet returned is no signature of this message by this account.', {
      facts: [['Account connected', account]],
      hint: 'It was not sent anywhere. The wallet may have switched accounts, or signed something else: check its history before you sign again.',
    })
  }
}

/** Signed in, and not known: the browser has thrown the cookie away. */
export class CookieNotKeptError extends BaseError {
  override readonly name = 'CookieNotKeptError'
  constructor() {
    super('Your signature was taken, but this browser has not kept the cookie.', {
      hint: 'Allow this site to keep cookies, or open it in a tab of its own; then sign in again.',
    })
  }
}

export type SignInParameters = {
  readonly wallet: Client
  /** Tells whether the account is a contract, whose signature only the server's node can judge. */
  readonly reader: Client
  /** Of the page: its origin is what is signed for. */
  readonly api: SutureApi
  readonly account: Address
  readonly chainId: number
  /** Asks for the signature when no other is being asked for. Throws where it is another tab's turn. */
  readonly inTurn: (account: Address, sign: () => Promise<SignedMessage>) => Promise<SignedMessage>
}

type SignedMessage = { readonly message: string; readonly signature: Hex }

/**
 * Has the wallet sign the message of this site, and opens a session with it.
 *
 * @throws ForeignSignInError, CookieNotKeptError, InvalidSignInError, WalletError, SutureApiError, and what `inTurn` throws.
 */
export async function signIn(parameters: SignInParameters): Promise<void> {
  const { wallet, api, account, chainId, inTurn } = parameters
  await assertWalletChain(wallet, chainId)
  const signed = await inTurn(account, async () => {
    const given = await postNonce(api)
    const message = signInMessage({ origin: api.origin, account, chainId, ...given })
    const signature = await signMessage(wallet, { account, message }).catch((error: unknown) => {
      throw toWalletError(error)
    })
    await assertOwn(parameters, { message, signature })
    return { message, signature }
  })
  await postSession(api, signed)
  if (!(await fetchSession(api))) throw new CookieNotKeptError()
}

async function assertOwn(
  { reader, account }: Pick<SignInParameters, 'reader' | 'account'>,
  { message, signature }: SignedMessage,
): Promise<void> {
  if (await recoverByKey({ signer: account, hash: hashMessage(message), signature })) return
  const code = await getCode(reader, { address: account }).catch(() => undefined)
  if (!code) throw new ForeignSignInError({ account })
}
