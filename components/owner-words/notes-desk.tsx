'use client'

import dynamic from 'next/dynamic'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import type { NotesPanelProps } from './notes-panel'

const NotesPanel = dynamic(() => import('./notes-panel').then((module) => module.NotesPanel), {
  ssr: false,
  loading: () => <Button aria-busy>Write a note</Button>,
})

/** Whoever only reads never loads what can write: it comes when somebody asks for it. */
export function NotesDesk(props: NotesPanelProps) {
  const [isWanted, setIsWanted] = useState(false)
  if (isWanted) return <NotesPanel {...props} />
  return (
    <div className="scripted">
      <Button onClick={() => setIsWanted(true)}>Write a note</Button>
    </div>
  )
}
