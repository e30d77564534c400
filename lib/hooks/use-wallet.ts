import type { Address, Client } from 'viem'
import { useConfig, useConnection } from 'wagmi'
import { getConnectorClient } from 'wagmi/actions'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import { BaseError } from '@/lib/core/error/base-error'

export type Wallet = {
  readonly account: Address | undefined
  /** The chain the wallet is on, which need not be that of the page. */
  readonly chainId: number | undefined
  readonly status: 'connected' | 'connecting' | 'reconnecting' | 'disconnected'
  readonly name: string | undefined
  /**
   * Who acts, and the clients to do it with.
   *
   * @param reader Reads the chain; the wallet's own node where there is none.
   * @throws NoWalletError, WalletError
   */
  readonly connected: (reader?: Client | undefined) => Promise<ConnectedWallet>
}

export type ConnectedWallet = {
  readonly account: Address
  /** Asks the wallet itself. */
  readonly wallet: Client
  readonly reader: Client
}

export class NoWalletError extends BaseError {
  override readonly name = 'NoWalletError'
  constructor() {
    super('No wallet is connected.', { hint: 'Connect one first.', retry: true })
  }
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
    connected: async (reader) => {
      if (!address) throw new NoWalletError()
      try {
        const wallet = await getConnectorClient(config, { account: address, assertChainId: false })
        return { account: address, wallet, reader: reader ?? wallet }
      } catch (error) {
        throw toWalletError(error)
      }
    },
  }
}
