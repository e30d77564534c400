import type { Metadata } from 'next'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { CallList } from '@/components/calls/call-tree'
import { DeskPage } from '@/components/frame/desk-page'
import { signPath } from '@/components/frame/paths'
import { OperationClock } from '@/components/operation/operation-clock'
import { OperationFacts } from '@/components/operation/operation-facts'
import { OperationHistory } from '@/components/operation/operation-history'
import { OneObject } from '@/components/patch/one-object'
import { OperationActions } from '@/components/patch/operation-actions'
import { ProposerWords } from '@/components/patch/proposer-words'
import { leadTransaction } from '@/components/patch/record-facts'
import { UpgradePath } from '@/components/patch/upgrade-path'
import { safeOf } from '@/components/safe/signature-progress'
import { SignaturesBox } from '@/components/safe/signatures-box'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Call } from '@/lib/core/chain/call'
import { knownSafes } from '@/lib/core/patch/attention'
import { callsBesidesUpgrades } from '@/lib/core/patch/calls-besides-upgrades'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { whyNotExecutable } from '@/lib/core/patch/operation-permissions'
import type { Patch, Upgrade } from '@/lib/core/patch/patch'
import { affectedProxies } from '@/lib/core/proxy/affected-proxies'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { loadPatch } from './load-patch'
import { PatchFrame } from './patch-frame'
import { PredecessorSection } from './predecessor-section'

type Props = { params: Promise<{ patch: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { found } = await loadPatch((await params).patch)
  return { title: found.record.title }
}

export default async function PatchPage({ params }: Props) {
  const { desks, config, viewer, found } = await loadPatch((await params).patch)
  const { desk, record } = found
  const calls = callsOf(found)
  return (
    <DeskPage
      facts={<DeskFacts desks={[desk]} config={config} />}
      jsonHref={record.patch && `/api/v1/patches/${record.patch.digest}`}
    >
      <PatchFrame found={found} tab="summary" />
      <Columns rail={<PatchRail found={found} viewer={viewer} config={config} />}>
        <Stack>
          {record.patch?.upgrades.map((upgrade) => (
            <Section key={upgrade.proxy.address} title="Upgrade path">
              <UpgradePath
                upgrade={upgrade}
                live={liveImplementation(desk, upgrade)}
                labels={desk.labels}
              />
            </Section>
          ))}
          <Section title="What runs" note="decoded from the bytes, not from the proposer’s text">
            <Replaced calls={calls} desk={desk} />
            <Besides calls={calls} patch={record.patch} />
            <Panel padded>
              {calls.length > 0 ? (
                <CallList calls={calls.map((call) => decodeCall({ call }))} labels={desk.labels} />
              ) : (
                <EmptyState title="The calls are unknown">
                  Nothing on chain or stored here tells what this would run.
                </EmptyState>
              )}
            </Panel>
          </Section>
          <PredecessorSection desks={desks} found={found} />
          {record.live && desk.chain && (
            <Section title="Operation" note="as the timelock has it">
              <Panel padded>
                <OperationFacts
                  operation={record.live.operation}
                  clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
                  labels={desk.labels}
                />
              </Panel>
              <OperationHistory
                operation={record.live.operation}
                clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
              />
            </Section>
          )}
          {record.patch && <ProposerWords patch={record.patch} />}
        </Stack>
      </Columns>
    </DeskPage>
  )
}

function PatchRail({
  found: { desk, record },
  viewer,
  config,
}: Pick<Awaited<ReturnType<typeof loadPatch>>, 'found' | 'viewer' | 'config'>) {
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
        />
      )}
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
          labels={desk.labels}
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

/** Which configured proxies get new code: of a beacon all that follow it, declared or not. */
function Replaced({ calls, desk }: { calls: readonly Call[]; desk: ProtocolDesk }) {
  const proxies = (desk.chain?.facts.proxies ?? []).flatMap(({ proxy }) =>
    proxy.known ? [proxy.value] : [],
  )
  const replaced = calls.flatMap((call) => {
    const order = readUpgradeCall(call)
    return order ? affectedProxies(order, proxies) : []
  })
  if (replaced.length === 0) return null
  return (
    <p className="mb-2 text-sm">
      Replaces the code of{' '}
      <b>
        {replaced.map(({ address }) => desk.labels[address.toLowerCase()] ?? address).join(', ')}
      </b>
      .
    </p>
  )
}

/** What runs beside the declared upgrades is where a hidden call would stand. */
function Besides({ calls, patch }: { calls: readonly Call[]; patch: Patch | undefined }) {
  const besides = patch ? callsBesidesUpgrades(calls, patch.upgrades).length : 0
  if (!patch || besides === 0) return null
  const [verb, noun] = besides === 1 ? ['is', 'call'] : ['are', 'calls']
  return (
    <Callout tone="warn" title={`${besides} of ${calls.length} ${noun} ${verb} not an upgrade`}>
      <p>
        Beside the upgrades that the dossier declares, the operation makes {besides} other {noun},
        in the same transaction. Do not sign before you know what each of them does.
      </p>
    </Callout>
  )
}

/** From the chain where it knows them, else from the bytes to be signed, else from the dossier. */
function callsOf({ record }: FoundRecord): readonly Call[] {
  if (record.live && record.live.operation.calls.length > 0) return record.live.operation.calls
  const lead = leadTransaction(record)
  const scheduled = lead && decodeTimelockCall(lead.transaction.data)
  if (scheduled?.kind === 'schedule') return scheduled.content.calls
  return lead ? [lead.transaction] : (record.patch?.calls ?? [])
}

function liveImplementation({ chain }: ProtocolDesk, { proxy }: Upgrade) {
  const known = chain?.facts.proxies.find(
    ({ address }) => address.toLowerCase() === proxy.address.toLowerCase(),
  )?.proxy
  if (!known) return { known: false as const, reason: 'this proxy is not in the configuration' }
  return known.known ? { known: true as const, value: known.value.implementation } : known
}
