'use client'

import dynamic from 'next/dynamic'
import { type ReactNode, useEffect, useState } from 'react'
import { Panel } from '@/components/ui/panel'
import type { SignDeskPanelProps } from './sign-desk-panel'

const SignDeskPanel = dynamic(
  () => import('./sign-desk-panel').then((module) => module.SignDeskPanel),
  { ssr: false },
)

/** The part of signing that only a browser can do. Until it runs, what the server computed stands in its place. */
export function SignDesk({ fallback, ...props }: SignDeskPanelProps & { fallback?: ReactNode }) {
  const [isRunning, setIsRunning] = useState(false)
  useEffect(() => setIsRunning(true), [])
  if (isRunning) return <SignDeskPanel {...props} />
  return (
    fallback ?? (
      <Panel title="Signing" padded>
        <p className="text-ink-2 text-sm">
          Signing needs script: your browser computes the hashes itself and asks your own node
          before your wallet is asked.
        </p>
      </Panel>
    )
  )
}
