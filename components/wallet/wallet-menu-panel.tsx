'use client'

import { useRef, useState } from 'react'
import { useDisconnect } from 'wagmi'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ConnectDialogPanel } from '@/components/wallet/connect-dialog-panel'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { shortAddress } from '@/lib/core/chain/short-address'
import { useWallet } from '@/lib/hooks/use-wallet'

/** Who is connected, and the way to change that. */
export function WalletMenuPanel(props: { config: PublicConfig; openAtOnce: boolean }) {
  return (
    <WalletProviderPanel config={props.config}>
      <WalletMenu {...props} />
    </WalletProviderPanel>
  )
}

function WalletMenu({ config, openAtOnce }: { config: PublicConfig; openAtOnce: boolean }) {
  const { account, status, name, chainId } = useWallet()
  const disconnect = useDisconnect()
  const [open, setOpen] = useState<'connect' | 'account' | undefined>(
    openAtOnce ? 'connect' : undefined,
  )
  // The button that opened the first dialog was another one, so the browser has nobody to give the focus back to.
  const opener = useRef<HTMLButtonElement>(null)
  const close = () => {
    setOpen(undefined)
    const at = document.activeElement
    if (at === document.body || at?.closest('dialog')) opener.current?.focus()
  }
  const chain = config.chains.find(({ id }) => id === chainId)

  return (
    <>
      {account ? (
        <Button
          ref={opener}
          onClick={() => setOpen('account')}
          aria-label={`Connected account ${account}`}
        >
          <span aria-hidden="true" className="size-2 rounded-full bg-thread" />
          <span className="font-mono text-xs">{shortAddress(account)}</span>
        </Button>
      ) : (
        <Button ref={opener} onClick={() => setOpen('connect')}>
          {status === 'reconnecting' ? 'Connecting…' : 'Connect'}
        </Button>
      )}
      <ConnectDialogPanel config={config} open={open === 'connect'} onClose={close} />
      <Dialog id="account" title="Connected account" open={open === 'account'} onClose={close}>
        <p className="break-all font-mono text-sm">{account}</p>
        <p className="text-ink-2 text-sm">
          {name}, on {chain?.name ?? `chain ${chainId}, which this desk does not serve`}
        </p>
        <div className="flex flex-wrap gap-2">
          <Button onClick={() => setOpen('connect')}>Change account</Button>
          <Button
            onClick={() => {
              disconnect.mutate()
              close()
            }}
          >
            Disconnect
          </Button>
        </div>
      </Dialog>
    </>
  )
}
