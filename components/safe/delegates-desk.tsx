'use client'

import dynamic from 'next/dynamic'
import type { DelegatesPanelProps } from './delegates-panel'

// Whoever only reads never loads what can sign.
const DelegatesPanel = dynamic(
  () => import('./delegates-panel').then((module) => module.DelegatesPanel),
  { ssr: false },
)

export function DelegatesDesk(props: DelegatesPanelProps) {
  return <DelegatesPanel {...props} />
}
