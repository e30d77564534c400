import type { Address } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { rememberSigned } from '@/lib/hooks/signed-requests'

/** Another tab has asked the wallet for a signature, and has no answer yet. */
export class OtherTabSigningError extends BaseError {
  override readonly name = 'OtherTabSigningError'
  constructor({ nonce }: { nonce?: bigint | undefined } = {}) {
    super('Another tab of this browser is waiting for your signature.', {
      facts: nonce === undefined ? [] : [['Nonce', String(nonce)]],
      hint: 'Nothing was signed here. Answer your wallet there, or close that tab; then compare again.',
    })
  }
}

/**
 * Lets one tab at a time ask for an account's signature for a nonce. Whether something else was signed for the nonce is asked
 * before the wallet is and remembered after: two tabs that ask at once would each find nothing.
 *
 * @throws OtherTabSigningError where it is another tab's turn; what `act` throws.
 */
export async function takeSigningTurn<result>(
  { safe, nonce, account }: { safe: ChainAddress; nonce: bigint; account: Address },
  act: () => Promise<result>,
): Promise<result> {
  const name = `${nameOf(account)} ${safe.chainId} ${safe.address} ${nonce}`
  const refusal = () => new OtherTabSigningError({ nonce })
  // Others for other nonces may go on beside it; signing in may not.
  return await whileHeld({ name: nameOf(account), mode: 'shared', refusal }, () =>
    whileHeld({ name, mode: 'exclusive', refusal }, act),
  )
}

/**
 * Lets an account be asked to sign in while it is asked for nothing else in this browser, so that nobody answers a wallet that
 * shows one thing and thinks of another.
 *
 * @throws OtherTabSigningError where a signature is being asked for; what `act` throws.
 */
export async function takeSignInTurn<result>(
  account: Address,
  act: () => Promise<result>,
): Promise<result> {
  const refusal = () => new OtherTabSigningError()
  return await whileHeld({ name: nameOf(account), mode: 'exclusive', refusal }, act)
}

const nameOf = (account: Address) => `suture.signing ${account}`

async function whileHeld<result>(
  lock: { name: string; mode: LockMode; refusal: () => Error },
  act: () => Promise<result>,
): Promise<result> {
  // Only pages of a secure context have locks; the others are no place to sign, and the Safe service still refuses twins.
  if (!('locks' in navigator)) return await act()
  const { name, mode, refusal } = lock
  return await navigator.locks.request(
    name.toLowerCase(),
    { mode, ifAvailable: true },
    async (held) => {
      if (!held) throw refusal()
      return await act()
    },
  )
}

/**
 * What stands between pressing and a signature, whatever makes it: this tab's turn, then everything read again, and once there
 * is a signature it is remembered, before it is handed over.
 *
 * @param assertStill Throws where what was shown does not hold any more for the account.
 */
export function inSigningTurn(assertStill?: (account: Address) => Promise<void>): InTurn {
  return (request, sign) => {
    const { transaction, safeTxHash, account } = request
    return takeSigningTurn({ ...transaction, account }, async () => {
      await assertStill?.(account)
      const signature = await sign()
      rememberSigned(account, { transaction, safeTxHash })
      return signature
    })
  }
}
