'use client'

import type { Address, Hash } from 'viem'
import { HashTablePanel } from '@/components/safe/hash-table-panel'
import { SignWithKeptPanel } from '@/components/safe/sign-with-kept-panel'
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
  /** Other pending transactions at its nonce that the page shows. */
  rivals: readonly Hash[]
  /** The Safes above this one, the nearest first; undefined where it is configured itself. */
  above: readonly Address[] | undefined
  /** The page of the patch: where it goes on after signing. */
  summary: string
  /** What else stands in the way of signing, each a whole sentence. */
  obstacles?: readonly string[] | undefined
}

export function SignDeskPanel(props: SignDeskPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      {props.part === 'hashes' ? <HashTablePanel {...props} /> : <SignWithKeptPanel {...props} />}
    </WalletProviderPanel>
  )
}
