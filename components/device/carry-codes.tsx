'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'

const QrPlayer = dynamic(() => import('./qr-player').then((module) => module.QrPlayer), {
  ssr: false,
  loading: () => <p className="text-ink-3 text-sm">Drawing the codes…</p>,
})

/** The codes are drawn when somebody asks for them. */
export function CarryCodes({
  frames,
  what,
}: {
  frames: readonly string[]
  /** What the codes hold, where another button on the page shows others. */
  what?: string | undefined
}) {
  const [isShown, setIsShown] = useState(false)
  if (isShown) return <QrPlayer frames={frames} />
  return (
    <div className="scripted">
      <Button onClick={() => setIsShown(true)}>
        Show {what && `${what} `}as{' '}
        {frames.length === 1 ? 'a QR code' : `${frames.length} QR codes`}
      </Button>
    </div>
  )
}
