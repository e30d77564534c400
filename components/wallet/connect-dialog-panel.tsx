'use client'

import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { ErrorView } from '@/components/ui/error-view'
import type { PublicConfig } from '@/lib/config/public-config'
import { useConnectWallet } from '@/lib/hooks/use-connect-wallet'
import { useDemoSigners } from '@/lib/hooks/use-demo-signers'

/** All the ways to connect that exist here: announced wallets, WalletConnect, the Safe around us, demo signers. */
export function ConnectDialogPanel({
  config,
  open,
  onClose,
}: {
  config: PublicConfig
  open: boolean
  onClose: () => void
}) {
  const { wallets, connectTo, error, isPending } = useConnectWallet({ onConnected: onClose })
  const demo = useDemoSigners(config, open)

  return (
    <Dialog id="connect" title="Connect a wallet" open={open} onClose={onClose}>
      <p className="text-ink-2 text-sm">
        Reading needs no wallet. Connect one to sign, propose, execute or cancel.
      </p>
      {wallets.length === 0 && (
        <p className="text-sm">
          No wallet has announced itself in this browser. Install one, or unlock it and reload.
        </p>
      )}
      <ul className="grid gap-2">
        {wallets.map((wallet) => (
          <li key={wallet.uid}>
            <Button wide onClick={() => connectTo(wallet)} aria-busy={isPending}>
              {wallet.name}
            </Button>
          </li>
        ))}
      </ul>
      {demo.signers.length > 0 && (
        <section className="grid gap-2" aria-labelledby="demo-signers">
          <h3 id="demo-signers" className="font-semibold text-sm">
            Demo signers
          </h3>
          <p className="text-ink-2 text-xs">
            Accounts of the local Anvil. It signs with their keys; they are worthless anywhere else.
          </p>
          <ul className="grid gap-1">
            {demo.signers.map(({ account, roles, connector }) => (
              <li key={account}>
                <button
                  type="button"
                  onClick={() => connectTo(connector, account)}
                  className="grid w-full gap-0.5 rounded-panel border border-edge px-3 py-1.5 text-left hover:bg-sunken"
                >
                  <span className="font-medium text-sm">{roles}</span>
                  <span className="break-all font-mono text-xs">{account}</span>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {error && <ErrorView error={error} />}
    </Dialog>
  )
}
