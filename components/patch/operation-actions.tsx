'use client'

import dynamic from 'next/dynamic'
import { Panel } from '@/components/ui/panel'
import type { OperationActionsPanelProps } from './operation-actions-panel'

// Readers load none of this before they can read the page.
const OperationActionsPanel = dynamic(
  () => import('./operation-actions-panel').then((module) => module.OperationActionsPanel),
  {
    ssr: false,
    loading: () => (
      <Panel title="What can be done" padded>
        <p className="text-ink-2 text-sm">Looking at what your wallet may do…</p>
      </Panel>
    ),
  },
)

/** Execute, cancel, or neither and why. Without script the page says all the rest. */
export function OperationActions(props: OperationActionsPanelProps) {
  return <OperationActionsPanel {...props} />
}
