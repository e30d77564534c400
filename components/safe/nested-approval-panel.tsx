'use client'

import Link from 'next/link'
import { useState } from 'react'
import { type Address, isAddressEqual } from 'viem'
import { signPath } from '@/components/frame/paths'
import { LedgerList } from '@/components/safe/ledger-list'
import { ledgerObstacles } from '@/components/safe/ledger-obstacles'
import { SecondRequestAnswer } from '@/components/safe/second-request-answer'
import type { SignDeskPanelProps } from '@/components/safe/sign-desk-panel'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import { type PublicConfig, timelocksOf } from '@/lib/config/public-config'
import { type ApprovalStep, approvalProblem } from '@/lib/core/safe/approval-problem'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { approvalCall } from '@/lib/core/safe/nested-approval'
import { nextNonce } from '@/lib/core/safe/next-nonce'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { mayProceed } from '@/lib/core/signing/ledger/may-proceed'
import { useJudgedAcknowledgements } from '@/lib/hooks/use-judged-acknowledgements'
import { useNestedApproval } from '@/lib/hooks/use-nested-approval'
import { useSafeLedger } from '@/lib/hooks/use-safe-ledger'
import { useServiceTransactions } from '@/lib/hooks/use-service-transactions'
import { useWallet } from '@/lib/hooks/use-wallet'

export type NestedApprovalPanelProps = {
  config: PublicConfig
  /** What is signed for in the end, with what the page knows of it: its ledger is made here, too. */
  lead: Pick<
    SignDeskPanelProps,
    'transaction' | 'patch' | 'safe' | 'review' | 'rivals' | 'above' | 'obstacles'
  >
  /** From the lead down to what is approved now, each an approval of the one before. */
  steps: readonly [ApprovalStep, ...ApprovalStep[]]
  /** Of the Safe that owns the last step's. */
  safe: SafeState
  /** The Safes above it, the nearest first. */
  above: readonly Address[]
}

/**
 * Proposes a nested Safe's approval in its own queue. Whoever does signs for what is approved, so that both ledgers have to
 * hold: that of the lead, and that of the approval itself.
 */
export function NestedApprovalPanel(props: NestedApprovalPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <NestedApproval {...props} />
    </WalletProviderPanel>
  )
}

function NestedApproval(props: NestedApprovalPanelProps) {
  const waiting = useServiceTransactions(props.safe)
  const id = `propose-approval-${props.safe.safe.address.slice(2, 10)}`
  if (waiting.known) return <Proposing {...props} id={id} waiting={waiting.value} />
  return (
    <BlockedButton id={id} reasons={[`Its next nonce is unknown. ${waiting.reason}`]}>
      Propose its approval
    </BlockedButton>
  )
}

function Proposing({
  config,
  lead,
  steps,
  safe,
  above,
  id,
  waiting,
}: NestedApprovalPanelProps & { id: string; waiting: readonly ProposedTransaction[] }) {
  const { account } = useWallet()
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const [first, ...more] = steps
  const last = more.at(-1) ?? first
  const call = approvalCall(last.transaction.safe, last.safeTxHash)
  const transaction = plainTransaction({ safe: safe.safe, call, nonce: nextNonce(safe, waiting) })
  const { version } = safe
  const own = useSafeLedger(config, {
    purpose: 'sign',
    transaction: {
      transaction,
      safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
      proposer: undefined,
      submittedAt: 0n,
      origin: '',
      confirmations: [],
      outcome: { status: 'pending' },
    },
    patch: undefined,
    safe,
    above,
    rivals: [],
    review: undefined,
    answered,
    // It cannot know yet what is proposed here.
    isWithoutService: true,
  })
  const waitsForReview = asksForReview({ ...lead.transaction, timelocks: timelocksOf(config) })
  const answers = useJudgedAcknowledgements(config, { ...lead.review, safe: lead.safe.safe })
  // Both are for the owners of the Safe above to answer. Integrity is nobody's.
  const leadAnswers = new Set(['second-request', 'review-judgements'])
  const approved = useSafeLedger(config, {
    ...lead,
    purpose: 'sign',
    review: waitsForReview ? { review: lead.review, judged: answers.judged } : undefined,
    answered: leadAnswers,
  })
  const { propose, proposed } = useNestedApproval({
    transaction,
    version,
    assertStill: async (by) => {
      await approved.assertStill()
      await own.assertStill(by)
    },
  })
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
  const reasons = [
    ...standingObstacles(account, safe),
    ...[approvalProblem(steps) ?? []].flat(),
    ...ledgerObstacles({ ...own, answered }),
    ...(mayProceed(approved.ledger, leadAnswers)
      ? []
      : [
          'What stands in the way of signing for the Safe above stands in the way of its approval.',
        ]),
    ...(lead.obstacles ?? []),
  ]
  return (
    <div className="grid max-w-md gap-2">
      {own.ledger.length > 0 && !mayProceed(own.ledger) && (
        <LedgerList
          ledger={own.ledger}
          answerTo={{
            'second-request': (
              <SecondRequestAnswer
                nonce={transaction.nonce}
                isAnswered={answered.has('second-request')}
                onAnswer={(is) => setAnswered(new Set(is ? ['second-request'] : []))}
              />
            ),
          }}
        />
      )}
      {reasons.length > 0 ? (
        <BlockedButton id={id} reasons={reasons}>
          Propose its approval
        </BlockedButton>
      ) : (
        <Button aria-busy={propose.isRunning} onClick={() => propose.run()}>
          {propose.isRunning ? 'Waiting for the wallet…' : 'Propose its approval'}
        </Button>
      )}
      {propose.error && <ErrorView error={propose.error} live="alert" />}
    </div>
  )
}

function standingObstacles(account: Address | undefined, safe: SafeState): string[] {
  if (!account) return ['Connect a wallet that owns this Safe.']
  return safe.owners.some((owner) => isAddressEqual(owner, account))
    ? []
    : ['Your account is not an owner of this Safe.']
}
