'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { NamesPanelProps } from './names-panel'

const NamesPanel = dynamic(() => import('./names-panel').then((module) => module.NamesPanel), {
  ssr: false,
  loading: () => <Button aria-busy>Name an address</Button>,
})

/** Whoever only reads never loads what can write: it comes when somebody asks for it. */
export function NamesDesk(props: NamesPanelProps) {
  const [isWanted, setIsWanted] = useState(false)
  if (isWanted) return <NamesPanel {...props} />
  return (
    <div className="scripted">
      <Button onClick={() => setIsWanted(true)}>Name an address</Button>
    </div>
  )
}
