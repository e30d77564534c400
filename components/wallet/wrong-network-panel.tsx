'use client'

import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { ErrorView } from '@/components/ui/error-view'
import type { PublicConfig } from '@/lib/config/public-config'
import { useNetwork } from '@/lib/hooks/use-network'

/** The fact, the consequence and the remedy, where the wallet is on another chain than the page. */
export function WrongNetworkPanel({ config, chainId }: { config: PublicConfig; chainId: number }) {
  const { wrong, switchNetwork, isSwitching, error } = useNetwork(chainId)
  if (!wrong) return null
  const nameOf = (id: number) => config.chains.find((chain) => chain.id === id)?.name
  return (
    <Callout tone="warn" title="Your wallet is on another network" live="status">
      <p>
        It is on {nameOf(wrong.walletChainId) ?? `chain ${wrong.walletChainId}`}; this is about{' '}
        {nameOf(chainId) ?? `chain ${chainId}`}. Nothing can be signed or sent until it is switched.
      </p>
      <Button aria-busy={isSwitching} onClick={switchNetwork}>
        Switch network
      </Button>
      {error && <ErrorView error={error} live="alert" />}
    </Callout>
  )
}
