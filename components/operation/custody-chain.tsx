import Link from 'next/link'
import type { Hash } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { signPath } from '@/components/frame/paths'
import { formatUtc, isoUtc } from '@/components/time/format-time'
import { Panel } from '@/components/ui/panel'
import { Verdict } from '@/components/ui/verdict'
import type { CustodyCode, CustodyStep, CustodyVerdict } from '@/lib/core/patch/chain-of-custody'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'

const names: Record<CustodyStep['name'], string> = {
  dossier: 'Dossier',
  'schedule-signed': 'Safe transaction that schedules',
  scheduled: 'Scheduled on chain',
  'cancel-signed': 'Safe transaction that cancels',
  cancelled: 'Cancelled on chain',
  'execute-signed': 'Safe transaction that executes',
  executed: 'Executed on chain',
  stray: 'Under the same digest',
}

/** The hands through which an operation goes, stitched where the bytes are the same, open where it has not been. */
export function CustodyChain({
  steps,
  recordKey,
}: {
  steps: readonly CustodyStep[]
  recordKey: Hash
}) {
  // The first step that names code is what the others are held against.
  const at = steps.findIndex(({ codes }) => codes.length > 0)
  const reference = steps[at]?.name === 'dossier' ? 'the dossier’s' : 'when it was scheduled'
  return (
    <Panel>
      <ol aria-label="Chain of custody" className="px-4 pt-1 pb-3 max-md:px-3">
        {steps.map((step, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the steps of one render never change places
          <li key={index} className="relative grid gap-0.5 pt-2.5 pl-6 text-sm">
            <Stitch step={step} next={steps[index + 1]} isFirst={index === 0} />
            <p className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5">
              <b>{names[step.name]}</b>
              <StepVerdict verdict={step.verdict}>{step.detail}</StepVerdict>
            </p>
            <p className="flex flex-wrap items-baseline gap-x-3 text-ink-3 text-xs">
              {step.transaction && (
                <SafeLink transaction={step.transaction} recordKey={recordKey} />
              )}
              {step.at && (
                <>
                  <time dateTime={isoUtc(Number(step.at.blockTimestamp))}>
                    {formatUtc(Number(step.at.blockTimestamp))} UTC
                  </time>
                  <span>
                    in{' '}
                    <ShortHash hash={step.at.transactionHash} copyLabel="Copy transaction hash" />
                  </span>
                </>
              )}
              {step.operationId && (
                <span>
                  bytes hash to <ShortHash hash={step.operationId} copyLabel="Copy operation id" />
                </span>
              )}
            </p>
            {step.codes.length > 0 && (
              <ul className="grid gap-0.5 text-xs">
                {step.codes.filter(isNew).map((code) => (
                  <li key={tellCode(code)} className="flex flex-wrap items-baseline gap-x-2">
                    <span className="text-ink-3">
                      code of <AddressView address={code.address} />
                    </span>
                    <Code code={code} reference={reference} isReference={index === at} />
                  </li>
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </Panel>
  )
}

/** Several proxies may get one code: it is said once. Whatever differs in any respect is another. */
function isNew(code: CustodyCode, index: number, codes: readonly CustodyCode[]): boolean {
  return codes.findIndex((other) => tellCode(other) === tellCode(code)) === index
}

function tellCode({ address, codeHash, verdict }: CustodyCode): string {
  return [address, verdict, codeHash.known ? codeHash.value : codeHash.reason].join(' ')
}

function StepVerdict({ verdict, children }: { verdict: CustodyVerdict; children: string }) {
  return (
    <Verdict verdict={verdict === 'todo' ? 'not-applicable' : verdict}>
      <UntrustedText text={children} maxLength={160} />
    </Verdict>
  )
}

function SafeLink({
  transaction: { transaction, safeTxHash, outcome },
  recordKey,
}: {
  transaction: ProposedTransaction
  recordKey: Hash
}) {
  const how = {
    executed: 'executed',
    replaced: 'its nonce was used by another',
    pending: 'pending',
  }
  return (
    <Link
      className="link link-target"
      prefetch={false}
      href={`${signPath(recordKey)}?tx=${safeTxHash}`}
    >
      Safe nonce {String(transaction.nonce)}, {how[outcome.status]}
    </Link>
  )
}

function Code({
  code,
  reference,
  isReference,
}: {
  code: CustodyCode
  /** Whose code it is held against. */
  reference: string
  isReference: boolean
}) {
  const { codeHash, verdict } = code
  if (!codeHash.known) {
    return (
      <Verdict verdict="unknown">
        <UntrustedText text={codeHash.reason} maxLength={120} />
      </Verdict>
    )
  }
  return (
    <>
      <ShortHash hash={codeHash.value} copyLabel="Copy code hash" />
      {!isReference && (
        <Verdict verdict={verdict === 'pass' ? 'pass' : 'fail'}>
          {verdict === 'pass' ? 'the same' : `other code than ${reference}`}
        </Verdict>
      )}
    </>
  )
}

/** Closed where the bytes were seen to be the same, open where they were not or are yet to come. */
function Stitch({
  step,
  next,
  isFirst,
}: {
  step: CustodyStep
  next: CustodyStep | undefined
  isFirst: boolean
}) {
  const isClosed = ({ verdict, codes }: CustodyStep) =>
    verdict === 'pass' && codes.every((code) => code.verdict !== 'fail')
  const lineOf = (of: CustodyStep) =>
    `border-l-[1.5px] ${isClosed(of) ? 'border-thread' : 'border-edge border-dashed'}`
  const knot = isClosed(step) ? 'bg-thread' : 'border border-edge bg-surface'
  return (
    <span aria-hidden="true" className="absolute inset-y-0 left-0 w-4">
      {!isFirst && <span className={`absolute top-0 left-[7px] h-4 ${lineOf(step)}`} />}
      {next && <span className={`absolute top-4 bottom-0 left-[7px] ${lineOf(next)}`} />}
      <span className={`absolute top-[15px] left-[3px] size-[9px] rounded-full ${knot}`} />
    </span>
  )
}
