'use client'

import Link from 'next/link'
import { useState } from 'react'
import { DeviceHashes } from '@/components/device/device-hashes'
import { LedgerList } from '@/components/safe/ledger-list'
import { ledgerObstacles } from '@/components/safe/ledger-obstacles'
import { SecondRequestAnswer } from '@/components/safe/second-request-answer'
import type { SignDeskPanelProps } from '@/components/safe/sign-desk-panel'
import { signatureProgress } from '@/components/safe/signature-progress'
import { WaysPanel } from '@/components/safe/ways-panel'
import { BlockedButton, Button } from '@/components/ui/button'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { useKeptFocus } from '@/components/ui/use-kept-focus'
import { ConnectHerePanel } from '@/components/wallet/connect-here-panel'
import { WrongNetworkPanel } from '@/components/wallet/wrong-network-panel'
import { timelocksOf } from '@/lib/config/public-config'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { isRejection } from '@/lib/core/safe/is-rejection'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { type SignerStanding, signerStanding } from '@/lib/core/safe/signer-standing'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { reviewEntryIds } from '@/lib/core/signing/ledger/check-review'
import { reviewObstacles } from '@/lib/core/signing/review-obstacles'
import { useJudgedAcknowledgements } from '@/lib/hooks/use-judged-acknowledgements'
import { useNetwork } from '@/lib/hooks/use-network'
import { useReader } from '@/lib/hooks/use-reader'
import { useSafeLedger } from '@/lib/hooks/use-safe-ledger'
import { type Signing, useSigning } from '@/lib/hooks/use-signing'
import { useWallet } from '@/lib/hooks/use-wallet'

/** The reasons, the device, the button, in that order. */
export function SignRailPanel(props: SignDeskPanelProps) {
  const { config, transaction, patch, safe, stale, summary, review, rivals } = props
  const { nonce, safe: at } = transaction.transaction
  const kept = useKeptFocus()
  const { account } = useWallet()
  const reader = useReader(config, at.chainId)
  const [answered, setAnswered] = useState<ReadonlySet<string>>(new Set())
  const { version } = safe
  const { signed } = signatureProgress({ transaction, safe })
  const isEnough = signed >= safe.threshold
  const waitsForReview = asksForReview({ ...transaction, timelocks: timelocksOf(config) })
  const answers = useJudgedAcknowledgements(config, { ...review, safe: safe.safe })
  const { ledger, problem, assertStill } = useSafeLedger(config, {
    purpose: isEnough ? 'execute' : 'sign',
    transaction,
    patch,
    safe,
    above: props.above,
    rivals,
    review: waitsForReview ? { review, judged: answers.judged } : undefined,
    answered,
  })
  const signing = useSigning({ transaction, safe, reader, assertStill })
  const standing = signerStanding({ transaction, safe, account })
  const isOpen = standing !== 'over'
  const { wrong } = useNetwork(at.chainId)
  const obstacles = [
    ...(wrong ? ['Your wallet is on another network.'] : []),
    ...ledgerObstacles({
      ledger: ledger.filter(({ id }) => !reviewEntryIds.has(id)),
      answered,
      problem,
    }),
    ...(stale ? ['The server’s chain does not answer, so the signatures shown may be old.'] : []),
    ...(props.obstacles ?? []),
    ...(waitsForReview ? reviewObstacles({ review, ...answers }) : []),
  ]

  if (!isOpen) {
    return (
      <section {...kept} aria-label="Signing" className="rounded-panel">
        <Panel title={overTitles[transaction.outcome.status]} padded>
          <p className="text-ink-2 text-sm">There is nothing left to sign here.</p>
          <p className="mt-1 text-sm">
            <Link className="link link-target" href={summary}>
              See what became of the patch
            </Link>
          </p>
        </Panel>
      </section>
    )
  }
  return (
    <section {...kept} aria-label="Signing" className="rounded-panel">
      <Panel title={titleOf(obstacles.length > 0, isEnough, standing)} padded>
        <div className="grid grid-cols-[minmax(0,1fr)] gap-4">
          <WrongNetworkPanel config={config} chainId={at.chainId} />
          <div aria-busy={ledger.length === 0} data-ledger={ledger.length}>
            {ledger.length === 0 ? (
              <p className="text-ink-2 text-sm">{problem ?? 'Your node is being asked.'}</p>
            ) : (
              <LedgerList
                ledger={ledger}
                answerTo={{
                  'second-request': (
                    <SecondRequestAnswer
                      nonce={nonce}
                      isAnswered={answered.has('second-request')}
                      onAnswer={(is) => setAnswered(new Set(is ? ['second-request'] : []))}
                    />
                  ),
                }}
              />
            )}
          </div>
          <DeviceHashes
            hashes={hashSafeTransaction({ transaction: transaction.transaction, version })}
          />
          {!account && <ConnectHerePanel config={config} />}
          {!isEnough && <SignButtons signing={signing} standing={standing} obstacles={obstacles} />}
          {isEnough && (
            <ExecuteButton
              signing={signing}
              obstacles={[
                ...obstacles,
                ...(account ? [] : ['Connect a wallet; any account may send it.']),
                ...notNext(transaction, safe.nonce),
              ]}
            />
          )}
          <Outcome signing={signing} />
          {standing !== 'not-an-owner' &&
            standing !== 'no-wallet' &&
            !isRejection(transaction.transaction) && (
              <div className="grid gap-2 border-line border-t pt-3">
                <p className="text-ink-3 text-xs">To take nonce {String(nonce)} out of the way:</p>
                <Button
                  wide
                  aria-busy={signing.reject.isRunning}
                  onClick={() => signing.reject.run()}
                >
                  Sign a rejection of nonce {String(nonce)}
                </Button>
              </div>
            )}
          <WaysPanel
            {...{ config, transaction, safe, standing, obstacles, assertStill }}
            sign={signing.sign}
          />
        </div>
      </Panel>
    </section>
  )
}

const overTitles: Readonly<Record<ProposedTransaction['outcome']['status'], string>> = {
  executed: 'This Safe transaction was executed',
  replaced: 'Another transaction used its nonce',
  pending: '',
}

function titleOf(isBlocked: boolean, isEnough: boolean, standing: SignerStanding): string {
  if (isBlocked) return isEnough ? 'This cannot be sent yet' : 'You cannot sign this yet'
  if (isEnough) return 'Enough owners have signed'
  return standing === 'may-sign' ? 'Ready for your signature' : 'What is checked before signing'
}

function notNext({ transaction }: ProposedTransaction, next: bigint): string[] {
  return transaction.nonce === next
    ? []
    : [`The Safe is at nonce ${next}; nonce ${transaction.nonce} has to wait for its turn.`]
}

const standingReasons: Readonly<Record<SignerStanding, string | undefined>> = {
  'may-sign': undefined,
  'no-wallet': 'Connect a wallet that owns this Safe.',
  'not-an-owner': 'Your account is not an owner of this Safe.',
  'has-signed': 'Your account has signed already.',
  over: 'It is over.',
}

function SignButtons({
  signing,
  standing,
  obstacles,
}: {
  signing: Signing
  standing: SignerStanding
  obstacles: readonly string[]
}) {
  const reason = standingReasons[standing]
  const reasons = reason ? [reason, ...obstacles] : obstacles
  if (reasons.length > 0) {
    return (
      <BlockedButton id="sign-patch" size="large" wide reasons={reasons}>
        Sign patch
      </BlockedButton>
    )
  }
  return (
    <div className="grid gap-2">
      <Button
        tone="primary"
        size="large"
        wide
        aria-busy={signing.sign.isRunning}
        onClick={() => signing.sign.run()}
      >
        {signing.sign.isRunning ? 'Waiting for the wallet…' : 'Sign patch'}
      </Button>
      <Button wide aria-busy={signing.approve.isRunning} onClick={() => signing.approve.run()}>
        {signing.approve.isRunning ? 'Approving…' : 'Approve on chain instead'}
      </Button>
      <p className="text-ink-3 text-xs">
        A signature is free and kept by the Safe service. An approval is a transaction: it costs gas
        and needs no service.
      </p>
    </div>
  )
}

function ExecuteButton({ signing, obstacles }: { signing: Signing; obstacles: readonly string[] }) {
  if (obstacles.length > 0) {
    return (
      <BlockedButton id="execute-safe-transaction" size="large" wide reasons={obstacles}>
        Execute Safe transaction
      </BlockedButton>
    )
  }
  return (
    <Button
      tone="primary"
      size="large"
      wide
      aria-busy={signing.execute.isRunning}
      onClick={() => signing.execute.run()}
    >
      {signing.execute.isRunning ? 'Executing…' : 'Execute Safe transaction'}
    </Button>
  )
}

function Outcome({ signing }: { signing: Signing }) {
  const { sign, approve, execute, reject } = signing
  const errors = [sign, approve, execute, reject].flatMap(({ error }) => (error ? [error] : []))
  return (
    <>
      {errors.map((error) => (
        <ErrorView key={error.message} error={error} live="alert" />
      ))}
      <p role="status" className="text-sm empty:hidden">
        {sign.isDone && 'Signed. The signature was recovered to your account and stored.'}
        {approve.isDone && 'Approved on chain.'}
        {execute.isDone && 'Executed.'}
        {reject.isDone && 'The rejection is proposed and signed by you.'}
      </p>
    </>
  )
}
