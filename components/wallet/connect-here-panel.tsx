'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { PublicConfig } from '@/lib/config/public-config'

// Readers never pay for what only connecting needs.
const ConnectDialogPanel = dynamic(
  () =>
    import('@/components/wallet/connect-dialog-panel').then((module) => module.ConnectDialogPanel),
  { ssr: false },
)

/** The way to a wallet, beside a button that asks for one. */
export function ConnectHerePanel({ config }: { config: PublicConfig }) {
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button wide onClick={() => setIsOpen(true)}>
        Connect wallet
      </Button>
      {isOpen && <ConnectDialogPanel config={config} open onClose={() => setIsOpen(false)} />}
    </>
  )
}
