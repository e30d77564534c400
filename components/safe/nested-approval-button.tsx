'use client'

import dynamic from 'next/dynamic'
import type { NestedApprovalPanelProps } from './nested-approval-panel'

// Whoever only reads never loads what can sign.
const NestedApprovalPanel = dynamic(
  () => import('./nested-approval-panel').then((module) => module.NestedApprovalPanel),
  { ssr: false },
)

export function NestedApprovalButton(props: NestedApprovalPanelProps) {
  return <NestedApprovalPanel {...props} />
}
