'use client'

import { HashTablePanel } from '@/components/safe/hash-table-panel'
import { SignRailPanel } from '@/components/safe/sign-rail-panel'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Patch } from '@/lib/core/patch/patch'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SigningReview } from '@/lib/core/signing/signing-review'

export type SignDeskPanelProps = {
  /** The hashes stand in the page, the buttons beside it; both look at the same facts. */
  part: 'hashes' | 'rail'
  config: PublicConfig
  transaction: ProposedTransaction
  patch: Patch | undefined
  safe: SafeState
  stale: boolean
  review: SigningReview
  /** The page of the patch: where it goes on after signing. */
  summary: string
}

export function SignDeskPanel(props: SignDeskPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      {props.part === 'hashes' ? <HashTablePanel {...props} /> : <SignRailPanel {...props} />}
    </WalletProviderPanel>
  )
}
