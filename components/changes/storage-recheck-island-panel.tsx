'use client'

import type { Hash } from 'viem'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { useStorageRecheck } from '@/lib/hooks/use-storage-recheck'
import { StorageRecheckView } from './storage-recheck-view'

export type StorageRecheckIslandPanelProps = {
  config: PublicConfig
  chainId: number
  /** Of the report. */
  hash: Hash
  /** Place among the upgrades of the report. */
  upgrade: number
}

export function StorageRecheckIslandPanel(props: StorageRecheckIslandPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <Rechecked {...props} />
    </WalletProviderPanel>
  )
}

function Rechecked({ config, ...asked }: StorageRecheckIslandPanelProps) {
  return <StorageRecheckView {...useStorageRecheck(config, asked)} />
}
