'use client'

import Link from 'next/link'
import { isAddressEqual } from 'viem'
import { signPath } from '@/components/frame/paths'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import { approvalCall } from '@/lib/core/safe/nested-approval'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { useNestedApproval } from '@/lib/hooks/use-nested-approval'
import { useReader } from '@/lib/hooks/use-reader'
import { useWallet } from '@/lib/hooks/use-wallet'

export type NestedApprovalPanelProps = {
  config: PublicConfig
  /** What is approved. */
  parent: ProposedTransaction
  /** Of the Safe that owns the parent's. */
  safe: SafeState
}

/** Proposes a nested Safe's approval in its own queue. Whoever owns it reviews and signs it there. */
export function NestedApprovalPanel(props: NestedApprovalPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <NestedApproval {...props} />
    </WalletProviderPanel>
  )
}

function NestedApproval({ config, parent, safe }: NestedApprovalPanelProps) {
  const { account } = useWallet()
  const reader = useReader(config, safe.safe.chainId)
  const { propose, proposed } = useNestedApproval(reader)
  const isOwner =
    account !== undefined && safe.owners.some((owner) => isAddressEqual(owner, account))
  const id = `propose-approval-${safe.safe.address.slice(2, 10)}`
  if (proposed) {
    return (
      <p role="status" className="text-sm">
        Proposed and signed by you.{' '}
        <Link className="link" href={signPath(proposed)} prefetch={false}>
          Open it in the queue of this Safe
        </Link>
      </p>
    )
  }
  return (
    <div className="grid max-w-md gap-2">
      {isOwner ? (
        <Button
          aria-busy={propose.isRunning}
          onClick={() =>
            propose.run({ safe, call: approvalCall(parent.transaction.safe, parent.safeTxHash) })
          }
        >
          {propose.isRunning ? 'Waiting for the wallet…' : 'Propose its approval'}
        </Button>
      ) : (
        <BlockedButton
          id={id}
          reasons={[
            account
              ? 'Your account is not an owner of this Safe.'
              : 'Connect a wallet that owns this Safe.',
          ]}
        >
          Propose its approval
        </BlockedButton>
      )}
      {propose.error && <ErrorView error={propose.error} live="alert" />}
    </div>
  )
}
