import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { orNothing, orNothingTitle } from '@/app/(desk)/nothing-found'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { CallList } from '@/components/calls/call-tree'
import { ReviewCallout } from '@/components/check/review-callout'
import { DriftSection } from '@/components/drift/drift-section'
import { EffectsSection } from '@/components/drift/effects-section'
import { DeskPage } from '@/components/frame/desk-page'
import { patchSummaryPath, signPath } from '@/components/frame/paths'
import { OperationClock } from '@/components/operation/operation-clock'
import { OperationFacts } from '@/components/operation/operation-facts'
import { OperationHistory } from '@/components/operation/operation-history'
import { BesidesCallout } from '@/components/patch/besides-callout'
import { OneObject } from '@/components/patch/one-object'
import { OperationActions } from '@/components/patch/operation-actions'
import { OtherTransactions } from '@/components/patch/other-transactions'
import { ProposerWords } from '@/components/patch/proposer-words'
import { UpgradePath } from '@/components/patch/upgrade-path'
import { RivalsSection } from '@/components/safe/rivals-section'
import { safeOf } from '@/components/safe/signature-progress'
import { SignaturesBox } from '@/components/safe/signatures-box'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { timelocksOf } from '@/lib/config/public-config'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Finding } from '@/lib/core/check/finding'
import { isActive } from '@/lib/core/patch/alarm'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsOf } from '@/lib/core/patch/calls-of'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import { whyNotExecutable } from '@/lib/core/patch/operation-permissions'
import type { Upgrade } from '@/lib/core/patch/patch'
import { replacedProxies } from '@/lib/core/patch/replaced-proxies'
import { isOpen } from '@/lib/core/patch/stage'
import { reviewedCodes } from '@/lib/core/report/reviewed-codes'
import { driftReasons } from '@/lib/core/signing/drift-reasons'
import { integrityReasons } from '@/lib/core/signing/integrity-reasons'
import type { ReviewedCodeHash } from '@/lib/core/signing/ledger/reviewed-code-hash'
import { AttestationSection } from './attestation-section'
import { CustodySection } from './custody-section'
import { driftAnswers } from './drift-answers'
import { loadDrift, loadEffects } from './load-drift'
import { loadFindings } from './load-findings'
import { loadPatch } from './load-patch'
import { loadPatchLabels } from './load-patch-labels'
import { loadReview } from './load-review'
import { NotesSection } from './notes-section'
import { PatchFrame } from './patch-frame'
import { patchParts } from './patch-parts'
import { PatchWatch } from './patch-watch'
import { PredecessorSection } from './predecessor-section'

type Props = { params: Promise<{ patch: string }> }

export const generateMetadata = orNothingTitle(async ({ params }: Props): Promise<Metadata> => {
  const { found } = await loadPatch((await params).patch)
  return { title: visibleText(found.record.title, { maxLength: 200 }) }
})

async function PatchPage({ params }: Props) {
  const { desks, config, viewer, found } = await loadPatch((await params).patch)
  const { desk, record } = found
  const labels = await loadPatchLabels({ desks, config, found })
  const calls = callsOf(record)
  const lead = leadTransaction(record)
  const [review, findings = [], drift, execution, scheduling] = await Promise.all([
    loadReview(found, 0),
    loadFindings(found),
    loadDrift(found),
    loadEffects(found, 'execute'),
    loadEffects(found, 'schedule'),
  ])
  const isDrifting = drift?.alarms.some(isActive) ?? false
  const driftSection = drift && (
    <DriftSection
      drift={drift}
      now={desk.chain?.facts.block.timestamp}
      answerTo={isDrifting ? await driftAnswers(found, { config, viewer }) : undefined}
    />
  )
  return (
    <DeskPage
      facts={<DeskFacts desks={[desk]} config={config} />}
      jsonHref={patchSummaryPath(record.key)}
      moreJson={await patchParts(found, 'summary')}
    >
      <PatchFrame found={found} tab="summary" />
      <Columns
        rail={
          <PatchRail
            found={found}
            labels={labels}
            viewer={viewer}
            config={config}
            findings={findings}
            drift={drift}
            reviewed={review?.last && reviewedCodes(review.last.report)}
          />
        }
      >
        <Stack>
          {isOpen(record.stage) && (
            <ReviewCallout
              recordKey={record.key}
              findings={findings}
              isRunning={review?.isRunning}
            />
          )}
          {lead && (
            <RivalsSection
              transaction={lead}
              records={desks.flatMap(({ records }) => records)}
              safe={safeOf(knownSafes(desk), lead)}
              timelocks={timelocksOf(config)}
              labels={labels}
            />
          )}
          {isDrifting && driftSection}
          {execution && <EffectsSection step="execute" {...execution} />}
          {scheduling?.effects && <EffectsSection step="schedule" {...scheduling} />}
          {record.patch?.upgrades.map((upgrade, _, { length }) => (
            <Section
              key={upgrade.proxy.address}
              title="Upgrade path"
              note={
                length > 1 ? (
                  <AddressView
                    address={upgrade.proxy.address}
                    label={labelOf(desk.labels, upgrade.proxy.address)}
                  />
                ) : undefined
              }
            >
              <UpgradePath
                upgrade={upgrade}
                live={liveImplementation(desk, upgrade)}
                labels={labels}
              />
            </Section>
          ))}
          <Section title="What runs" note="decoded from the bytes, not from the proposer’s text">
            <Replaced calls={calls} desk={desk} />
            <div className="mb-3 empty:hidden">
              <BesidesCallout
                calls={calls}
                patch={record.patch}
                isOpen={record.stage === 'proposed'}
              />
              {!record.patch && record.operationId && (
                <Callout title="No dossier is known">
                  <p>
                    Nobody has said here what this is for. All that is shown comes from the chain
                    and from the bytes.
                  </p>
                </Callout>
              )}
            </div>
            <Panel padded>
              {calls.length > 0 ? (
                <CallList
                  calls={calls.map((call) =>
                    decodeCall({
                      call,
                      operation: call.operation,
                      knownAbis: review?.last?.report.abis,
                    }),
                  )}
                  labels={labels}
                />
              ) : (
                <EmptyState title="The calls are unknown">
                  Nothing on chain or stored here tells what this would run.
                </EmptyState>
              )}
            </Panel>
          </Section>
          {!isDrifting && driftSection}
          <PredecessorSection desks={desks} found={found} />
          {record.live && desk.chain && (
            <Section title="Operation" note="as the timelock has it">
              <Panel padded>
                <OperationFacts
                  operation={record.live.operation}
                  clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
                  labels={labels}
                />
              </Panel>
              <div className="mt-3">
                <OperationHistory
                  operation={record.live.operation}
                  clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
                />
              </div>
            </Section>
          )}
          <CustodySection found={found} desks={desks} />
          {record.patch && <ProposerWords patch={record.patch} />}
          <AttestationSection found={found} config={config} isReader={viewer === undefined} />
          <NotesSection found={found} config={config} isReader={viewer === undefined} />
          <PatchWatch found={found} calls={calls} />
        </Stack>
      </Columns>
    </DeskPage>
  )
}

export default orNothing(PatchPage)

function PatchRail({
  found: { desk, record },
  labels,
  viewer,
  config,
  findings,
  drift,
  reviewed,
}: Pick<Awaited<ReturnType<typeof loadPatch>>, 'found' | 'viewer' | 'config'> & {
  labels: AddressLabels
  findings: readonly Finding[]
  drift: DriftReading | undefined
  reviewed: readonly ReviewedCodeHash[] | undefined
}) {
  const lead = leadTransaction(record)
  const safe = lead && safeOf(knownSafes(desk), lead)
  const clock = desk.chain && { block: desk.chain.facts.block, readAt: desk.readAt }
  const instance = record.live?.operation.instances.at(-1)
  const open = ['scheduled', 'ready', 'blocked'].includes(record.stage)
  return (
    <Stack>
      {open && instance && clock && (
        <OperationClock instance={instance} clock={clock} blocked={record.stage === 'blocked'} />
      )}
      {open && record.live && desk.chain && (
        <OperationActions
          viewer={viewer}
          obstacles={whyNotExecutable({ live: record.live, stage: record.stage })}
          config={config}
          live={record.live}
          stage={record.stage}
          facts={desk.chain.facts}
          stale={desk.stale !== undefined}
          cancellations={record.cancellations}
          patch={record.patch}
          reviewed={reviewed}
          integrityReasons={[...integrityReasons(findings), ...driftReasons(drift?.alarms ?? [])]}
        />
      )}
      <OtherTransactions
        record={record}
        safeOf={(transaction) => safeOf(knownSafes(desk), transaction)}
      />
      {lead && lead.outcome.status === 'pending' && (
        <ButtonLink href={signPath(record.key)} tone="primary" size="large" wide>
          Go to signing
        </ButtonLink>
      )}
      {lead && safe && (
        <SignaturesBox
          safe={safe}
          transaction={lead}
          clock={clock}
          labels={labels}
          viewer={viewer}
        />
      )}
      <OneObject
        digest={record.patch?.digest}
        operationId={record.operationId}
        safeTxHash={lead?.safeTxHash}
      />
    </Stack>
  )
}

/** Which configured proxies get new code. */
function Replaced({ calls, desk }: { calls: ReturnType<typeof callsOf>; desk: ProtocolDesk }) {
  const replaced = replacedProxies(calls, desk.chain?.facts.proxies ?? [])
  if (replaced.length === 0) return null
  return (
    <p className="mb-2 text-sm">
      Replaces the code of{' '}
      <b>{replaced.map((address) => desk.labels[address.toLowerCase()] ?? address).join(', ')}</b>.
    </p>
  )
}

function liveImplementation({ chain }: ProtocolDesk, { proxy }: Upgrade) {
  const known = chain?.facts.proxies.find(
    ({ address }) => address.toLowerCase() === proxy.address.toLowerCase(),
  )?.proxy
  if (!known) return { known: false as const, reason: 'this proxy is not in the configuration' }
  return known.known ? { known: true as const, value: known.value.implementation } : known
}
