import type { Address } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import { rememberSigned } from '@/lib/hooks/signed-requests'

/** Another tab has asked the wallet for a signature for the same nonce, and has no answer yet. */
export class OtherTabSigningError extends BaseError {
  override readonly name = 'OtherTabSigningError'
  constructor({ nonce }: { nonce: bigint }) {
    super('Another tab of this browser is waiting for your signature.', {
      facts: [['Nonce', String(nonce)]],
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
  // Only pages of a secure context have locks; the others are no place to sign, and the Safe service still refuses twins.
  if (!('locks' in navigator)) return await act()
  const name = ['suture.signing', safe.chainId, safe.address, nonce, account].join(' ')
  return await navigator.locks.request(name.toLowerCase(), { ifAvailable: true }, async (lock) => {
    if (!lock) throw new OtherTabSigningError({ nonce })
    return await act()
  })
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
