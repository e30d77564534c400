import { useState } from 'react'
import type { Address } from 'viem'
import { type Connector, useConnect, useConnectors, useDisconnect } from 'wagmi'
import { chooseDemoAccount } from '@/lib/adapters/anvil/demo-signer'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { BaseError } from '@/lib/core/error/base-error'

/** The wallets on offer and the way to connect one; a demo signer is connected as one of Anvil's accounts. */
export function useConnectWallet({ onConnected }: { onConnected: () => void }) {
  const connectors = useConnectors()
  const connect = useConnect()
  const disconnect = useDisconnect()
  const [error, setError] = useState<BaseError>()

  async function connectTo(connector: Connector, demoAccount?: Address) {
    setError(undefined)
    try {
      if (demoAccount) {
        // The connector is the same for all demo accounts, so the former one has to leave first.
        await disconnect.mutateAsync().catch(() => {})
        chooseDemoAccount(demoAccount)
      }
      await connect.mutateAsync({ connector })
      onConnected()
    } catch (cause) {
      setError(toWalletError(cause))
    }
  }

  return {
    wallets: announced(connectors),
    connectTo: (connector: Connector, demoAccount?: Address) =>
      void connectTo(connector, demoAccount),
    error,
    isPending: connect.isPending,
  }
}

/** The nameless `injected` is offered only where no wallet has announced itself under its own name. */
function announced(connectors: readonly Connector[]): Connector[] {
  const wallets = connectors.filter(({ type }) => type !== 'demoSigner')
  const named = wallets.filter(({ type, id }) => type === 'injected' && id !== 'injected')
  const hasInjected = typeof window !== 'undefined' && 'ethereum' in window
  return wallets.filter(({ id }) => id !== 'injected' || (named.length === 0 && hasInjected))
}
