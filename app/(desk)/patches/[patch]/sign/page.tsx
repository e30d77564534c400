import type { Metadata } from 'next'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { findingAnswers } from '@/app/(desk)/patches/[patch]/finding-answers'
import { loadFindings } from '@/app/(desk)/patches/[patch]/load-findings'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { loadSigningReview } from '@/app/(desk)/patches/[patch]/load-signing-review'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { UntrustedText } from '@/components/address/untrusted-text'
import { CallTree } from '@/components/calls/call-tree'
import { ReviewCallout } from '@/components/check/review-callout'
import { DeskPage } from '@/components/frame/desk-page'
import { patchPath } from '@/components/frame/paths'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { BesidesCallout } from '@/components/patch/besides-callout'
import { SafeTransactionFields } from '@/components/safe/safe-transaction-fields'
import { ServerHashes } from '@/components/safe/server-hashes'
import { SignDesk } from '@/components/safe/sign-desk'
import { safeOf } from '@/components/safe/signature-progress'
import { SignaturesBox } from '@/components/safe/signatures-box'
import { formatDelay } from '@/components/time/format-time'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { type PublicConfig, timelocksOf } from '@/lib/config/public-config'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { visibleText } from '@/lib/core/chain/visible-text'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsOf } from '@/lib/core/patch/calls-of'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { isOpen } from '@/lib/core/patch/stage'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

type Props = {
  params: Promise<{ patch: string }>
  /** `tx`: the safeTxHash of another Safe transaction of the same record. */
  searchParams: Promise<{ tx?: string | string[] }>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { found } = await loadPatch((await params).patch)
  return { title: `Sign: ${visibleText(found.record.title, { maxLength: 200 })}` }
}

export default async function SignPage({ params, searchParams }: Props) {
  const { config, viewer, found, desks } = await loadPatch((await params).patch)
  const { desk, record } = found
  const { tx } = await searchParams
  const lead = namedTransaction(record, tx) ?? leadTransaction(record)
  const safe = lead && safeOf(knownSafes(desk), lead)
  return (
    <DeskPage facts={<DeskFacts desks={[desk]} config={config} />}>
      <PatchFrame found={found} tab="sign" />
      {lead && safe ? (
        <Signing {...{ config, viewer, found, desks, lead, safe }} />
      ) : (
        <Panel>
          <EmptyState
            title={lead ? 'The Safe could not be read' : 'There is nothing to sign'}
            action={<ButtonLink href={patchPath(record.key)}>Back to the patch</ButtonLink>}
          >
            {lead
              ? 'Owners, threshold and nonce are unknown, so no signature can be asked for.'
              : 'No Safe transaction is known for this patch.'}
          </EmptyState>
        </Panel>
      )}
    </DeskPage>
  )
}

type SigningProps = Pick<
  Awaited<ReturnType<typeof loadPatch>>,
  'config' | 'viewer' | 'found' | 'desks'
> & {
  lead: ProposedTransaction
  safe: NonNullable<ReturnType<typeof safeOf>>
}

/** What is known of a Safe transaction, and beside it the way to sign it. */
async function Signing({ config, viewer, found, desks, lead, safe }: SigningProps) {
  const { desk, record } = found
  const review = await loadReview(found, 0)
  const simulation = await loadSimulation(found, true)
  const findings = await loadFindings(found)
  const signing = await loadSigningReview(found, lead)
  const waitsForReview = asksForReview({ ...lead, timelocks: timelocksOf(config) })
  return (
    <Columns
      rail={
        <Stack>
          <SignDesk
            part="rail"
            config={config}
            transaction={lead}
            patch={record.patch}
            safe={safe}
            stale={desk.stale !== undefined}
            review={signing}
            summary={patchPath(record.key)}
          />
          <SignaturesBox
            safe={safe}
            transaction={lead}
            clock={desk.chain && { block: desk.chain.facts.block, readAt: desk.readAt }}
            labels={desk.labels}
            viewer={viewer}
          />
        </Stack>
      }
    >
      <Stack>
        {waitsForReview && simulation?.progress && (
          <Callout title="A simulation is under way" live="status">
            <p>What only it can answer is unknown until it is done; the page renews itself then.</p>
          </Callout>
        )}
        {waitsForReview && signing.isRunning && signing.standing !== 'current' && <RenewalPanel />}
        {isOpen(record.stage) && (
          <ReviewCallout
            recordKey={record.key}
            findings={findings}
            isRunning={review?.isRunning}
            answerTo={
              waitsForReview
                ? await findingAnswers({
                    config,
                    isReader: false,
                    safe,
                    review: signing,
                    transaction: lead,
                  })
                : undefined
            }
          />
        )}
        {decodeTimelockCall(lead.transaction.data)?.kind === 'schedule' && (
          <BesidesCallout
            calls={callsOf(record)}
            patch={record.patch}
            isOpen={lead.outcome.status === 'pending'}
          />
        )}
        <Rivals transaction={lead} records={desks.flatMap(({ records }) => records)} />
        <Section title="What your signature allows" note={allows(lead, config)}>
          <Panel padded>
            <CallTree
              call={decodeCall({
                call: lead.transaction,
                operation: lead.transaction.operation,
                knownAbis: review?.last?.report.abis,
              })}
              labels={desk.labels}
            />
          </Panel>
        </Section>
        <SignDesk
          part="hashes"
          config={config}
          transaction={lead}
          patch={record.patch}
          safe={safe}
          stale={desk.stale !== undefined}
          review={signing}
          summary={patchPath(record.key)}
          fallback={<ServerHashes transaction={lead} version={safe.version} />}
        />
        <Section title="Safe transaction" note="every field that is hashed">
          <Panel padded>
            <SafeTransactionFields
              transaction={lead.transaction}
              version={safe.version}
              labels={desk.labels}
              nonceNote={nonceNote(lead.transaction.nonce, safe.nonce)}
            />
          </Panel>
        </Section>
      </Stack>
    </Columns>
  )
}

/** A cancellation or an execution that was proposed as a Safe transaction is signed here too. */
function namedTransaction(record: PatchRecord, tx: string | string[] | undefined) {
  const { schedules, executions, cancellations, others } = record
  return [...schedules, ...executions, ...cancellations, ...others].find(
    ({ safeTxHash }) => safeTxHash === tx,
  )
}

/** Only the timelocks that are looked after are known to wait: any contract can have a function named `schedule`. */
function allows({ transaction }: ProposedTransaction, { protocols }: PublicConfig): string {
  const isTimelock = protocols.some(
    ({ chainId, timelock }) =>
      chainId === transaction.safe.chainId && isAddressEqual(timelock, transaction.target),
  )
  const call = isTimelock ? decodeTimelockCall(transaction.data) : undefined
  switch (call?.kind) {
    case 'schedule':
      return `anyone may then schedule it; it can execute ${formatDelay(Number(call.delay))} later at the earliest`
    case 'execute':
      return 'anyone may then execute the operation, at once'
    case 'cancel':
      return 'anyone may then cancel the operation, at once'
    case undefined:
      return 'anyone may then execute it, at once'
  }
}

function nonceNote(nonce: bigint, next: bigint): string {
  if (nonce < next) return `used; the Safe is at ${next}`
  return nonce === next
    ? 'next to execute'
    : `after ${nonce - next} ${nonce - next === 1n ? 'other' : 'others'}`
}

/** Others that want the same nonce: only one of them can ever execute. */
function Rivals({
  transaction,
  records,
}: {
  transaction: ProposedTransaction
  records: readonly PatchRecord[]
}) {
  const { safe, nonce } = transaction.transaction
  const rivals = records.flatMap((record) =>
    [...record.schedules, ...record.others]
      .filter(
        (other) =>
          other.safeTxHash !== transaction.safeTxHash &&
          other.outcome.status === 'pending' &&
          other.transaction.nonce === nonce &&
          other.transaction.safe.address === safe.address,
      )
      .map(() => record),
  )
  if (rivals.length === 0 || transaction.outcome.status !== 'pending') return null
  return (
    <Callout tone="warn" title={`${rivals.length + 1} transactions want nonce ${nonce}`}>
      <p>Only one of them can ever execute. Be sure which one you mean:</p>
      <ul className="grid gap-1">
        {rivals.map((record) => (
          <li key={record.key}>
            <a className="link" href={patchPath(record.key)}>
              <UntrustedText text={record.title} maxLength={120} />
            </a>
          </li>
        ))}
      </ul>
    </Callout>
  )
}
