import type { Client } from 'viem'
import { getChainId } from 'viem/actions'
import { toWalletError, WalletError } from '@/lib/adapters/wallet/wallet-error'

/**
 * A wallet may switch networks at any time, so it is asked right before it is used.
 *
 * @throws WalletError of the kind `wrong-network`, or of another where the wallet does not answer.
 */
export async function assertWalletChain(wallet: Client, chainId: number): Promise<void> {
  const actual = await getChainId(wallet).catch((error: unknown) => {
    throw toWalletError(error)
  })
  if (actual === chainId) return
  throw new WalletError('wrong-network', 'The wallet is on another network.', {
    facts: [
      ['Chain of this patch', String(chainId)],
      ['Chain of the wallet', String(actual)],
    ],
    hint: 'Switch the wallet to the chain of this patch and try again.',
  })
}
