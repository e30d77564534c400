'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { ResimulationIslandPanelProps } from './resimulation-island-panel'
import { ResimulationView } from './resimulation-view'

// What plans a path and asks nodes is fetched when somebody wants it.
const ResimulationIsland = dynamic(
  () => import('./resimulation-island-panel').then((module) => module.ResimulationIslandPanel),
  { ssr: false, loading: () => <ResimulationView resimulation={undefined} error={null} /> },
)

/** Has this browser's own node walk the same path, and says where it comes to something else. */
export function ResimulationPanel(props: ResimulationIslandPanelProps) {
  const [isAsked, setAsked] = useState(false)
  if (isAsked) return <ResimulationIsland {...props} />
  return (
    <div className="scripted">
      <Button onClick={() => setAsked(true)}>Simulate through my own RPC</Button>
    </div>
  )
}
