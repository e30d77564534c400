import type { Address, Client } from 'viem'
import { useConfig, useConnection } from 'wagmi'
import { getConnectorClient } from 'wagmi/actions'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'

export type Wallet = {
  readonly account: Address | undefined
  /** The chain the wallet is on, which need not be that of the page. */
  readonly chainId: number | undefined
  readonly status: 'connected' | 'connecting' | 'reconnecting' | 'disconnected'
  readonly name: string | undefined
  /** A client that asks the wallet itself. @throws WalletError */
  readonly clientOf: (account: Address) => Promise<Client>
}

/** The connected wallet, if any. */
export function useWallet(): Wallet {
  const config = useConfig()
  const { address, chainId, status, connector } = useConnection()
  return {
    account: address,
    chainId,
    status,
    name: connector?.name,
    clientOf: async (account) => {
      try {
        return await getConnectorClient(config, { account, assertChainId: false })
      } catch (error) {
        throw toWalletError(error)
      }
    },
  }
}
