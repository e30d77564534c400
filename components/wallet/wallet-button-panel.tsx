'use client'

import dynamic from 'next/dynamic'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import type { PublicConfig } from '@/lib/config/public-config'
import { walletEvent } from '@/lib/hooks/wallet-event'

// Everything that knows wallets is fetched when somebody has one, or asks for one: readers never pay for it.
const WalletMenuPanel = dynamic(
  () => import('@/components/wallet/wallet-menu-panel').then((module) => module.WalletMenuPanel),
  { ssr: false, loading: () => <Button aria-busy>Connecting…</Button> },
)

/** "Connect" for strangers; for who was connected before, the connection is taken up again. */
export function WalletButtonPanel({ config }: { config: PublicConfig }) {
  const [wanted, setWanted] = useState<'no' | 'resume' | 'choose'>('no')
  useEffect(() => {
    const framed = window.parent !== window
    if (framed || localStorage.getItem('wagmi.recentConnectorId')) setWanted('resume')
    const resume = () => setWanted((before) => (before === 'no' ? 'resume' : before))
    window.addEventListener(walletEvent, resume)
    return () => window.removeEventListener(walletEvent, resume)
  }, [])
  if (wanted === 'no') return <Button onClick={() => setWanted('choose')}>Connect</Button>
  return <WalletMenuPanel config={config} openAtOnce={wanted === 'choose'} />
}
