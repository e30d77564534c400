'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WagmiContext } from 'wagmi'
import type { PublicConfig } from '@/lib/config/public-config'
import { queryClientOf } from '@/lib/hooks/query-client'
import { useTellServer } from '@/lib/hooks/use-tell-server'
import { walletConfigOf } from '@/lib/hooks/wallet-config'

/**
 * Gives an island the wallet. Several on a page share one connection, which the configuration itself takes up again: a
 * `WagmiProvider` in each island would reconnect with every render of it.
 */
export function WalletProviderPanel({
  config,
  children,
}: {
  config: PublicConfig
  children: ReactNode
}) {
  return (
    <WagmiContext value={walletConfigOf(config)}>
      <QueryClientProvider client={queryClientOf()}>
        <TellServer />
        {children}
      </QueryClientProvider>
    </WagmiContext>
  )
}

function TellServer() {
  useTellServer()
  return null
}
