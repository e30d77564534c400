import type { Metadata } from 'next'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { approvalObstacles } from '@/app/(desk)/patches/[patch]/approval-obstacles'
import { driftAnswers } from '@/app/(desk)/patches/[patch]/drift-answers'
import { findingAnswers } from '@/app/(desk)/patches/[patch]/finding-answers'
import { loadDescriptors } from '@/app/(desk)/patches/[patch]/load-descriptors'
import { loadDrift } from '@/app/(desk)/patches/[patch]/load-drift'
import { loadFindings } from '@/app/(desk)/patches/[patch]/load-findings'
import { loadPatch } from '@/app/(desk)/patches/[patch]/load-patch'
import { loadPatchLabels } from '@/app/(desk)/patches/[patch]/load-patch-labels'
import { loadReview } from '@/app/(desk)/patches/[patch]/load-review'
import { loadSigningReview } from '@/app/(desk)/patches/[patch]/load-signing-review'
import { loadSimulation } from '@/app/(desk)/patches/[patch]/load-simulation'
import { namedTransaction } from '@/app/(desk)/patches/[patch]/named-transaction'
import { PatchFrame } from '@/app/(desk)/patches/[patch]/patch-frame'
import { patchParts } from '@/app/(desk)/patches/[patch]/patch-parts'
import { CallTree } from '@/components/calls/call-tree'
import { ReviewCallout } from '@/components/check/review-callout'
import { DeviceSection } from '@/components/device/device-section'
import { DriftSection } from '@/components/drift/drift-section'
import { DeskPage } from '@/components/frame/desk-page'
import {
  patchPath,
  patchSigningPath,
  patchSummaryPath,
  signSheetPath,
} from '@/components/frame/paths'
import { RenewalPanel } from '@/components/frame/renewal-panel'
import { BesidesCallout } from '@/components/patch/besides-callout'
import { ApprovedTransaction } from '@/components/safe/approved-transaction'
import { NestedOwners } from '@/components/safe/nested-owners'
import { OtherNonces } from '@/components/safe/other-nonces'
import { RivalsSection } from '@/components/safe/rivals-section'
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
import { isActive } from '@/lib/core/patch/alarm'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsOf } from '@/lib/core/patch/calls-of'
import { findApproved } from '@/lib/core/patch/find-approved'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { rivalsOf } from '@/lib/core/patch/rivals-of'
import { isOpen } from '@/lib/core/patch/stage'
import { findSafeNode, safesAbove } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { unknownVersion } from '@/lib/core/safe/unknown-version'
import { asksForReview } from '@/lib/core/signing/asks-for-review'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

type Props = {
  params: Promise<{ patch: string }>
  /** `tx`: the safeTxHash of another Safe transaction of the same record. */
  searchParams: Promise<{ tx?: string | string[] }>
}

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: `Sign: ${visibleText(found.record.title, { maxLength: 200 })}` }
})

async function SignPage({ params, searchParams }: Props) {
  const { config, viewer, found, desks } = await loadPatch((await params).patch)
  const { desk, record } = found
  const { tx } = await searchParams
  const lead = namedTransaction(record, tx) ?? leadTransaction(record)
  const safe = lead && safeOf(knownSafes(desk), lead)
  return (
    <DeskPage
      facts={<DeskFacts desks={[desk]} config={config} />}
      jsonHref={lead ? patchSigningPath(record.key, lead.safeTxHash) : patchSummaryPath(record.key)}
      moreJson={lead && (await patchParts(found, 'sign'))}
    >
      <PatchFrame found={found} tab="sign" />
      {lead && safe && !unknownVersion(safe.version) ? (
        <Signing {...{ config, viewer, found, desks, lead, safe }} />
      ) : (
        <Panel>
          <EmptyState
            {...whyNotSigned(lead, safe)}
            action={<ButtonLink href={patchPath(record.key)}>Back to the patch</ButtonLink>}
          />
        </Panel>
      )}
    </DeskPage>
  )
}

export default orNothing(SignPage)

function whyNotSigned(lead: ProposedTransaction | undefined, safe: SafeState | undefined) {
  if (!lead) {
    return {
      title: 'There is nothing to sign',
      children: 'No Safe transaction is known for this patch.',
    }
  }
  if (!safe) {
    return {
      title: 'The Safe could not be read',
      children: 'Owners, threshold and nonce are unknown, so no signature can be asked for.',
    }
  }
  const version = visibleText(safe.version, { maxLength: 32 })
  return {
    title: 'The version of this Safe is not known',
    children: `It says ${version}. How such a Safe hashes its transactions is not known here, so no signature can be asked for.`,
  }
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
  const labels = await loadPatchLabels({ desks, config, found })
  const review = await loadReview(found, 0)
  const simulation = await loadSimulation(found, true)
  const findings = await loadFindings(found)
  const signing = await loadSigningReview(found, lead)
  const waitsForReview = asksForReview({ ...lead, timelocks: timelocksOf(config) })
  const drift = waitsForReview ? await loadDrift(found) : undefined
  const isDrifting = drift?.alarms.some(isActive) ?? false
  const records = desks.flatMap((each) => each.records)
  const safes = desks.flatMap(knownSafes)
  const approved = findApproved({ transaction: lead, records, safes })
  const tree = findSafeNode(desk.chain?.owners ?? [], safe.safe)
  const deskProps = {
    config,
    transaction: lead,
    patch: record.patch,
    safe,
    stale: desk.stale !== undefined,
    review: signing,
    rivals: rivalsOf(lead, records).map(({ transaction }) => transaction.safeTxHash),
    above: safesAbove(desk.chain?.owners ?? [], safe.safe),
    summary: patchPath(record.key),
    obstacles: await approvalObstacles({ approved, desks, config, findingsOf: loadFindings }),
  }
  return (
    <Columns
      rail={
        <Stack>
          <SignDesk part="rail" {...deskProps} />
          <SignaturesBox
            safe={safe}
            transaction={lead}
            clock={desk.chain && { block: desk.chain.facts.block, readAt: desk.readAt }}
            labels={labels}
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
              waitsForReview && lead.outcome.status === 'pending'
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
        {drift && isDrifting && (
          <DriftSection
            drift={drift}
            now={desk.chain?.facts.block.timestamp}
            answerTo={await driftAnswers(found, { config, viewer })}
          />
        )}
        {decodeTimelockCall(lead.transaction.data)?.kind === 'schedule' && (
          <BesidesCallout
            calls={callsOf(record)}
            patch={record.patch}
            isOpen={lead.outcome.status === 'pending'}
          />
        )}
        <RivalsSection
          transaction={lead}
          records={records}
          safe={safe}
          timelocks={timelocksOf(config)}
          labels={labels}
        />
        <OtherNonces transaction={lead} record={record} />
        {approved && <ApprovedTransaction approved={approved} labels={labels} />}
        <Section title="What your signature allows" note={allows(lead, config)}>
          <Panel padded>
            <CallTree
              call={decodeCall({
                call: lead.transaction,
                operation: lead.transaction.operation,
                knownAbis: review?.last?.report.abis,
              })}
              labels={labels}
            />
          </Panel>
        </Section>
        <SignDesk
          part="hashes"
          {...deskProps}
          fallback={<ServerHashes transaction={lead} version={safe.version} />}
        />
        <Section title="Safe transaction" note="every field that is hashed">
          <Panel padded>
            <SafeTransactionFields
              transaction={lead.transaction}
              version={safe.version}
              labels={labels}
              nonceNote={nonceNote(lead.transaction.nonce, safe.nonce)}
            />
          </Panel>
        </Section>
        <DeviceSection
          proposed={lead}
          version={safe.version}
          threshold={safe.threshold}
          dossier={record.patch}
          sheet={signSheetPath(record.key, lead.safeTxHash)}
          {...(await loadDescriptors(found))}
        />
        {tree && (
          <NestedOwners
            config={config}
            tree={tree}
            lead={deskProps}
            transactions={records.flatMap(({ schedules, others }) => [...schedules, ...others])}
            labels={labels}
          />
        )}
      </Stack>
    </Columns>
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
