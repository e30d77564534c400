'use client'

import dynamic from 'next/dynamic'
import type { Address } from 'viem'
import { BlockedButton } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'
import type { OperationActionsPanelProps } from './operation-actions-panel'

// Whoever only reads never loads what can sign.
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

export type OperationActionsProps = OperationActionsPanelProps & {
  /** The account the server was told of. Without one there is nothing to start, only reasons. */
  viewer: Address | undefined
  /** Why nobody can execute it now, whoever asks. */
  obstacles: readonly string[]
}

/** Execute, cancel, or neither and why. */
export function OperationActions({ viewer, obstacles, ...props }: OperationActionsProps) {
  if (viewer) return <OperationActionsPanel {...props} />
  const connect = 'Connect a wallet to see what your account may do.'
  return (
    <Panel title="What can be done" padded>
      <div className="grid gap-3">
        <BlockedButton
          id="execute-operation"
          size="large"
          wide
          reasons={[...props.integrityReasons, ...obstacles, connect]}
        >
          Execute operation
        </BlockedButton>
        <BlockedButton id="cancel-operation" wide reasons={[connect]}>
          Cancel operation
        </BlockedButton>
      </div>
    </Panel>
  )
}
