'use client'

import { useEffect } from 'react'
import { ExchangeImportPanel } from '@/components/safe/exchange-import-panel'
import { KeptFilePanel } from '@/components/safe/kept-file-panel'
import { Columns } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { useExchange } from '@/lib/hooks/use-exchange'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'

export type SignaturesDeskPanelProps = { config: PublicConfig }

export function SignaturesDeskPanel({ config }: SignaturesDeskPanelProps) {
  return (
    <WalletProviderPanel config={config}>
      <SignaturesDesk config={config} />
    </WalletProviderPanel>
  )
}

/** All that is kept in this browser, newest first, and the way in for more. */
function SignaturesDesk({ config }: SignaturesDeskPanelProps) {
  const exchange = useExchange(undefined)
  const { shelf } = useSignatureShelf()
  const { read } = exchange
  // biome-ignore lint/correctness/useExhaustiveDependencies: the link is read once, and when another one is opened
  useEffect(() => {
    const readLink = () => {
      if (location.hash.length > 1) read(location.hash)
    }
    readLink()
    window.addEventListener('hashchange', readLink)
    return () => window.removeEventListener('hashchange', readLink)
  }, [])
  return (
    <Columns
      rail={
        <Panel title="Take in" padded>
          <ExchangeImportPanel exchange={exchange} id="take-in" />
        </Panel>
      }
    >
      {shelf.length === 0 ? (
        <Panel>
          <EmptyState title="No signatures are kept in this browser">
            Open a link or a file that another owner has sent you.
          </EmptyState>
        </Panel>
      ) : (
        shelf
          .toReversed()
          .map((file) => <KeptFilePanel key={file.safeTxHash} config={config} file={file} />)
      )}
    </Columns>
  )
}
