'use client'

import Link from 'next/link'
import { HashView } from '@/components/address/hash-view'
import { CallTree } from '@/components/calls/call-tree'
import { signPath } from '@/components/frame/paths'
import { ExchangeExportPanel } from '@/components/safe/exchange-export-panel'
import { FieldPairs } from '@/components/safe/field-pairs'
import { LedgerList } from '@/components/safe/ledger-list'
import { SafeTransactionFields } from '@/components/safe/safe-transaction-fields'
import { SignatureVerdicts } from '@/components/safe/signature-verdicts'
import { BlockedButton, Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Disclosure } from '@/components/ui/disclosure'
import { ErrorView } from '@/components/ui/error-view'
import { Panel } from '@/components/ui/panel'
import { type PublicConfig, timelocksOf } from '@/lib/config/public-config'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { diffRivals } from '@/lib/core/patch/diff-rivals'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SignatureFile } from '@/lib/core/safe/signature-file'
import { conflictsOf } from '@/lib/core/safe/signature-shelf'
import type { VerifiedSignatureFile } from '@/lib/core/safe/verified-signature'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { mayProceed } from '@/lib/core/signing/ledger/may-proceed'
import { useExchange } from '@/lib/hooks/use-exchange'
import { useReader } from '@/lib/hooks/use-reader'
import { useSafeLedger } from '@/lib/hooks/use-safe-ledger'
import { useServiceTransactions } from '@/lib/hooks/use-service-transactions'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'
import { useSigning } from '@/lib/hooks/use-signing'
import { useVerifiedSignatures } from '@/lib/hooks/use-verified-signatures'
import { useWallet } from '@/lib/hooks/use-wallet'

export type KeptFilePanelProps = { config: PublicConfig; file: SignatureFile }

/** One Safe transaction with the signatures that came for it, each proven, and what else wants its nonce. */
export function KeptFilePanel({ config, file }: KeptFilePanelProps) {
  const { transaction, safeTxHash } = file
  const { verified, problem } = useVerifiedSignatures(config, file)
  const { drop } = useSignatureShelf()
  return (
    <Panel title={`Safe nonce ${transaction.nonce}`} padded id={`tx-${safeTxHash.slice(2, 10)}`}>
      <div className="grid min-w-0 grid-cols-[minmax(0,1fr)] gap-4">
        <div>
          <p className="text-ink-3 text-xs">safeTxHash, computed here</p>
          <HashView hash={safeTxHash} copyLabel="Copy safeTxHash" />
        </div>
        {verified ? (
          <SignatureVerdicts signatures={verified.signatures} />
        ) : (
          <Callout tone="unknown" title="Nothing of it is proven">
            <p>{problem ?? 'Your node is being asked.'}</p>
          </Callout>
        )}
        <Conflicts config={config} file={file} verified={verified} />
        <CallTree call={decodeCall({ call: transaction, operation: transaction.operation })} />
        <Disclosure summary="Every field that is hashed">
          <SafeTransactionFields transaction={transaction} version={file.version} />
        </Disclosure>
        {verified && <Steps config={config} file={file} verified={verified} />}
        <Disclosure summary="Hand on">
          <ExchangeExportPanel file={file} />
        </Disclosure>
        <div>
          <Button tone="quiet" size="small" onClick={() => drop(safeTxHash)}>
            Forget it in this browser
          </Button>
        </div>
      </div>
    </Panel>
  )
}

type VerifiedProps = KeptFilePanelProps & { verified: VerifiedSignatureFile }

/** What else wants the nonce, here and at the service: shown beside each other, none takes the place of another. */
function Conflicts({
  config,
  file,
  verified,
}: KeptFilePanelProps & { verified: VerifiedSignatureFile | undefined }) {
  const { shelf } = useSignatureShelf()
  const waiting = useServiceTransactions(verified?.state)
  const kept = conflictsOf(shelf, file).map(({ transaction, safeTxHash }) => ({
    where: 'in this browser',
    transaction,
    safeTxHash,
  }))
  const proposed = (waiting.known ? waiting.value : [])
    .filter(
      ({ transaction, safeTxHash }) =>
        transaction.nonce === file.transaction.nonce &&
        safeTxHash !== file.safeTxHash &&
        !kept.some((each) => each.safeTxHash === safeTxHash),
    )
    .map(({ transaction, safeTxHash }) => ({
      where: 'at the Safe service',
      transaction,
      safeTxHash,
    }))
  const all = [...kept, ...proposed]
  if (all.length === 0) return null
  return (
    <Callout
      tone="warn"
      title={`${all.length + 1} transactions want nonce ${file.transaction.nonce}`}
    >
      <p>Only one of them can ever execute. None was overwritten:</p>
      <ul className="grid gap-4">
        {all.map(({ where, transaction, safeTxHash }) => (
          <li key={safeTxHash} className="grid min-w-0 gap-1">
            <p>
              <span className="break-all font-mono text-xs">{safeTxHash}</span>, {where}
            </p>
            <FieldPairs
              pairs={diffRivals({
                left: file.transaction,
                right: transaction,
                timelocks: timelocksOf(config),
              })}
              caption={`This transaction beside ${safeTxHash}`}
              leftLabel="This one"
              rightLabel="The other"
            />
          </li>
        ))}
      </ul>
    </Callout>
  )
}

/** Where it goes on: to the service, to the page where it is signed, or straight to the chain. */
function Steps({ config, file, verified }: VerifiedProps) {
  const { state } = verified
  const reader = useReader(config, file.transaction.safe.chainId)
  const { handOver } = useExchange(reader)
  const waiting = useServiceTransactions(state)
  const known = waiting.known
    ? waiting.value.find(({ safeTxHash }) => safeTxHash === file.safeTxHash)
    : undefined
  const signatures = verified.signatures.flatMap((each) =>
    each.verdict === 'counts' ? [each.signature] : [],
  )
  const lacks = signatures.filter(
    ({ signer, kind }) =>
      kind !== 'approved-hash' && !known?.confirmations.some(({ owner }) => owner === signer),
  )
  return (
    <div className="grid gap-3 border-line border-t pt-3">
      <p className="text-sm">
        {signatures.length} of {state.threshold} signatures that the Safe asks for.
      </p>
      {!waiting.known && (
        <p className="text-ink-2 text-sm">The Safe service: unknown. {waiting.reason}</p>
      )}
      {known && (
        <p className="text-sm">
          <Link className="link link-target" href={signPath(file.safeTxHash)} prefetch={false}>
            Review and sign it
          </Link>
        </p>
      )}
      {waiting.known && lacks.length > 0 && (
        <Button
          wide
          aria-busy={handOver.isRunning}
          onClick={() => handOver.run({ file, signatures: lacks })}
        >
          Hand {lacks.length === 1 ? 'it' : 'them'} to the Safe service
        </Button>
      )}
      {handOver.error && <ErrorView error={handOver.error} live="alert" />}
      <Execution config={config} file={file} verified={verified} />
    </div>
  )
}

/** The same ledger as on the page where it is signed, asked of the browser's own node; no service takes part. */
function Execution({ config, file, verified }: VerifiedProps) {
  const { state } = verified
  const { account } = useWallet()
  const reader = useReader(config, file.transaction.safe.chainId)
  const waiting = useServiceTransactions(state)
  const transaction = proposedOf(file, verified)
  const pending = waiting.known ? waiting.value : []
  const isKnown = pending.some(({ safeTxHash }) => safeTxHash === file.safeTxHash)
  const { ledger, problem, assertStill } = useSafeLedger(config, {
    purpose: 'execute',
    transaction,
    patch: undefined,
    above: undefined,
    safe: state,
    rivals: pending
      .filter(
        (each) =>
          each.transaction.nonce === file.transaction.nonce && each.safeTxHash !== file.safeTxHash,
      )
      .map(({ safeTxHash }) => safeTxHash),
    review: undefined,
    answered: new Set(),
    isWithoutService: !isKnown,
  })
  const { execute } = useSigning({ transaction, safe: state, reader, assertStill })
  const { nonce } = file.transaction
  const waitsForReview = asksForReview({ ...file, timelocks: timelocksOf(config) })
  const reasons = [
    ...(transaction.confirmations.length < state.threshold
      ? [`${state.threshold - transaction.confirmations.length} more signatures are needed.`]
      : []),
    ...(nonce === state.nonce ? [] : [`The Safe is at nonce ${state.nonce}.`]),
    // Where there is no service, there is no review to wait for.
    ...(waitsForReview && waiting.known
      ? ['It asks for a review: hand it to the Safe service and execute it from its own page.']
      : []),
    ...(mayProceed(ledger)
      ? []
      : [problem ?? 'Not every check holds, or your node is still being asked.']),
    ...(account ? [] : ['Connect a wallet; any account may send it.']),
  ]
  if (transaction.outcome.status !== 'pending') {
    return <p className="text-sm">Its nonce is used: it was executed, or never will be.</p>
  }
  return (
    <>
      {ledger.length > 0 && <LedgerList ledger={ledger} />}
      {reasons.length > 0 ? (
        <BlockedButton id={`execute-${file.safeTxHash}`} wide reasons={reasons}>
          Execute Safe transaction
        </BlockedButton>
      ) : (
        <Button tone="primary" wide aria-busy={execute.isRunning} onClick={() => execute.run()}>
          {execute.isRunning ? 'Executing…' : 'Execute Safe transaction'}
        </Button>
      )}
      {execute.error && <ErrorView error={execute.error} live="alert" />}
    </>
  )
}

function proposedOf(
  { transaction, safeTxHash }: SignatureFile,
  { state, signatures }: VerifiedSignatureFile,
): ProposedTransaction {
  return {
    transaction,
    safeTxHash,
    proposer: undefined,
    submittedAt: 0n,
    origin: '',
    confirmations: signatures.flatMap((each) =>
      each.verdict === 'counts'
        ? [{ owner: each.signature.signer, signature: each.signature, submittedAt: 0n }]
        : [],
    ),
    outcome: { status: transaction.nonce < state.nonce ? 'replaced' : 'pending' },
  }
}
