import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'

/** One numbered part of the form; all parts are always there, in the order of the work. */
export function DraftSection({
  id,
  step,
  title,
  lead,
  children,
}: {
  id: string
  step: number
  title: string
  lead?: ReactNode
  children: ReactNode
}) {
  return (
    <Panel id={id} title={`${step}. ${title}`} padded>
      <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
        {lead !== undefined && <p className="max-w-prose text-ink-2 text-sm">{lead}</p>}
        {children}
      </div>
    </Panel>
  )
}
