'use client'

import { useEffect, useState } from 'react'
import { isOwner } from '@/components/safe/signature-progress'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { WalletProviderPanel } from '@/components/wallet/wallet-provider-panel'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Finding } from '@/lib/core/check/finding'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { describeReason } from '@/lib/core/signing/describe-reason'
import { hashFinding } from '@/lib/core/signing/hash-finding'
import { signingGate } from '@/lib/core/signing/signing-gate'
import type { SigningReview } from '@/lib/core/signing/signing-review'
import { useAcknowledging } from '@/lib/hooks/use-acknowledging'
import { useJudgedAcknowledgements } from '@/lib/hooks/use-judged-acknowledgements'
import { useKeptText } from '@/lib/hooks/use-kept-text'
import { useNetwork } from '@/lib/hooks/use-network'
import { useWallet } from '@/lib/hooks/use-wallet'
import { AcknowledgeForm } from './acknowledge-form'
import { AcknowledgementList } from './acknowledgement-list'

export type FindingAnswerPanelProps = {
  config: PublicConfig
  /** Whose owners are about to sign. */
  safe: SafeState
  review: Pick<SigningReview, 'patch' | 'acknowledgements'>
  /** A judgement that failed. */
  finding: Finding
  /** Nothing is left to sign: what was answered is shown, and no more. */
  isOver: boolean
}

/** What owners have answered to a finding, verified by this browser, and where to answer it. */
export function FindingAnswerPanel(props: FindingAnswerPanelProps) {
  return (
    <WalletProviderPanel config={props.config}>
      <FindingAnswer {...props} />
    </WalletProviderPanel>
  )
}

function FindingAnswer(props: FindingAnswerPanelProps) {
  const { config, safe, review, finding, isOver } = props
  const kept = useKeptFocus()
  const { judged, problem } = useJudgedAcknowledgements(config, { ...review, safe: safe.safe })
  const gate = signingGate({ findings: [finding], acknowledgements: judged ?? [] })
  return (
    <section
      {...kept}
      aria-label={`Answer to ${finding.check}`}
      className="grid gap-2 rounded-panel"
    >
      <AcknowledgementList
        finding={finding}
        acknowledgements={review.acknowledgements}
        judged={judged}
        by="browser"
      />
      {problem && <p className="text-ink-2 text-xs">{problem}</p>}
      <p role="status" className="sr-only">
        {gate.answered.length > 0 && `${finding.check} is acknowledged.`}
      </p>
      {gate.toAnswer.length > 0 && judged && !isOver && (
        // Another finding of the same check is answered anew.
        <Answering key={hashFinding(finding)} {...props} />
      )}
    </section>
  )
}

function Answering({ config, safe, review, finding }: FindingAnswerPanelProps) {
  const hash = hashFinding(finding)
  const { account } = useWallet()
  const { wrong } = useNetwork(safe.safe.chainId)
  const { text, change } = useKeptText(`suture.reason.${review.patch}.${hash}`)
  // Only at first: a form does not fold up below somebody's hands.
  const [wasTyped] = useState(text !== '')
  const acknowledging = useAcknowledging()
  const { isDone } = acknowledging
  useEffect(() => {
    if (isDone) change('')
  }, [isDone, change])
  const { check, subject } = finding
  const obstacles = [
    ...(account ? [] : ['Connect a wallet that owns this Safe.']),
    ...(account && !isOwner(safe, account) ? ['Your account is not an owner of this Safe.'] : []),
    ...(wrong ? ['Your wallet is on another network.'] : []),
  ]
  if (isDone) {
    return (
      <p role="status" className="text-sm">
        Signed and kept. It is shown here as soon as this browser has verified it.
      </p>
    )
  }
  return (
    <Disclosure summary={`Answer ${check} with a reason`} open={wasTyped}>
      <div className="grid gap-3">
        <WrongNetworkPanel config={config} chainId={safe.safe.chainId} />
        <AcknowledgeForm
          id={`reason-${hash.slice(2, 12)}`}
          reason={text}
          onReason={change}
          problem={describeReason(text.trim())}
          obstacles={obstacles}
          isRunning={acknowledging.isRunning}
          onSubmit={() =>
            acknowledging.run({
              safe: safe.safe,
              patch: review.patch,
              check,
              subject,
              finding: hash,
              reason: text.trim(),
            })
          }
        >
          {acknowledging.error && <ErrorView error={acknowledging.error} live="alert" />}
        </AcknowledgeForm>
      </div>
    </Disclosure>
  )
}
