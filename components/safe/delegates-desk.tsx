'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { DelegatesPanelProps } from './delegates-panel'

const DelegatesPanel = dynamic(
  () => import('./delegates-panel').then((module) => module.DelegatesPanel),
  { ssr: false, loading: () => <Button aria-busy>Change who may propose</Button> },
)

/** Whoever only reads never loads what can sign: it comes when somebody asks for it. */
export function DelegatesDesk(props: DelegatesPanelProps) {
  const [isWanted, setIsWanted] = useState(false)
  if (isWanted) return <DelegatesPanel {...props} />
  return (
    <div className="scripted">
      <Button onClick={() => setIsWanted(true)}>Change who may propose</Button>
    </div>
  )
}
