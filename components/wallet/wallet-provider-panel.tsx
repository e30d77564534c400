'use client'

import { QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { WagmiProvider } from 'wagmi'
import type { PublicConfig } from '@/lib/config/public-config'
import { queryClientOf } from '@/lib/hooks/query-client'
import { useTellServer } from '@/lib/hooks/use-tell-server'
import { walletConfigOf } from '@/lib/hooks/wallet-config'

/** Gives an island the wallet. Several on a page share one connection. */
export function WalletProviderPanel({
  config,
  children,
}: {
  config: PublicConfig
  children: ReactNode
}) {
  return (
    <WagmiProvider config={walletConfigOf(config)}>
      <QueryClientProvider client={queryClientOf()}>
        <TellServer />
        {children}
      </QueryClientProvider>
    </WagmiProvider>
  )
}

function TellServer() {
  useTellServer()
  return null
}
