'use client'

import type { Hash } from 'viem'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { useResimulation } from '@/lib/hooks/use-resimulation'
import { ResimulationView } from './resimulation-view'

export type ResimulationIslandPanelProps = {
  config: PublicConfig
  chainId: number
  /** Of the simulation. */
  hash: Hash
}

export function ResimulationIslandPanel(props: ResimulationIslandPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Resimulated {...props} />
    </WalletProviderPanel>
  )
}

function Resimulated({ config, ...asked }: ResimulationIslandPanelProps) {
  return <ResimulationView {...useResimulation(config, asked)} />
}
