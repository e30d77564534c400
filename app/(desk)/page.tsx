import { redirect } from 'next/navigation'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { RolesView } from '@/components/operation/roles-view'
import { AttentionItem } from '@/components/patch/attention-item'
import { OverviewList } from '@/components/patch/overview-item'
import { ProxyTable } from '@/components/patch/proxy-table'
import { reviewOf } from '@/components/patch/record-facts'
import { TimelockTimeline } from '@/components/patch/timelock-timeline'
import { thresholdWords } from '@/components/safe/threshold-words'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import type { Block } from '@/lib/core/chain/snapshot'
import { type Attention, attentionOf, knownSafes } from '@/lib/core/patch/attention'
import type { ProtocolDesk, RecordReview } from '@/lib/core/patch/desk'
import { DeskFacts } from './desk-facts'
import { loadDesk } from './load-desk'

export default async function OverviewPage() {
  const { desks, config, viewer } = await loadDesk()
  // An instance without protocols watches the timelocks of others: what there is to see stands in the queue.
  if (config.protocols.length === 0) redirect('/queue')
  const needs = desks.map((desk) => ({ desk, items: attentionOf(desk, viewer) }))
  const count = needs.reduce((sum, { items }) => sum + items.length, 0)
  return (
    <DeskPage
      facts={<DeskFacts desks={desks} config={config} />}
      jsonHref="/api/v1/queue"
      moreJson={[
        {
          href: `/api/v1/attention${viewer ? `?account=${viewer}` : ''}`,
          of: 'what can be done now',
        },
      ]}
    >
      <PageHeader title={titleOf(count, viewer !== undefined)} lead={leadOf(desks, viewer)} />
      <Columns
        rail={
          <Stack>
            {desks.map((desk) => (
              <ProtocolRail key={desk.name} desk={desk} />
            ))}
          </Stack>
        }
      >
        <Stack>
          {needs.map(({ desk, items }) => (
            <Section key={desk.name} title={desk.name} note={protocolNote(desk)}>
              {items.length > 0 && desk.chain ? (
                <AttentionList
                  heading={`${desk.name}: what can be done now`}
                  items={items}
                  drifting={new Set(desk.alarms?.map(({ patch }) => patch))}
                  reviews={desk.reviews}
                  records={desk.records}
                  block={desk.chain.facts.block}
                  readAt={desk.readAt}
                />
              ) : (
                <Nothing desk={desk} viewer={viewer !== undefined} />
              )}
            </Section>
          ))}
          {timelines(desks)}
        </Stack>
      </Columns>
    </DeskPage>
  )
}

/** One picture per chain, since each has its own clock. */
function timelines(desks: readonly ProtocolDesk[]) {
  const chains = [...new Set(desks.map(({ chainId }) => chainId))]
  return chains.map((chainId) => {
    const here = desks.filter((desk) => desk.chainId === chainId)
    const [first] = here
    return first?.chain ? (
      <TimelockTimeline
        key={chainId}
        records={here.flatMap(({ records }) => records)}
        clock={{ block: first.chain.facts.block, readAt: first.readAt }}
      />
    ) : null
  })
}

function AttentionList({
  heading,
  items,
  drifting,
  reviews,
  records,
  block,
  readAt,
}: {
  heading: string
  items: readonly Attention[]
  drifting: ReadonlySet<string>
  reviews: readonly RecordReview[] | undefined
  records: ProtocolDesk['records']
  block: Block
  readAt: number
}) {
  return (
    <OverviewList heading={heading}>
      {items.map((item) => (
        <AttentionItem
          key={`${item.kind}:${item.transaction?.safeTxHash ?? item.record.key}`}
          item={item}
          isDrifting={drifting.has(item.record.key)}
          review={reviewOf(item.record, reviews)}
          records={records}
          clock={{ block, readAt }}
        />
      ))}
    </OverviewList>
  )
}

function titleOf(count: number, hasViewer: boolean): string {
  const things = count === 1 ? '1 thing' : `${count} things`
  if (hasViewer)
    return count === 0 ? 'Nothing needs you' : `${things} ${count === 1 ? 'needs' : 'need'} you`
  return count === 0 ? 'Nothing is open' : `${things} ${count === 1 ? 'is' : 'are'} open`
}

function leadOf(desks: readonly ProtocolDesk[], viewer: string | undefined): string {
  if (!viewer) return 'Seen without a wallet: all that anybody could do now.'
  const memberships = desks.flatMap((desk) =>
    knownSafes(desk)
      .filter(({ owners }) => owners.some((owner) => owner.toLowerCase() === viewer.toLowerCase()))
      .map(
        ({ owners, safe }) =>
          `${thresholdWords(1, owners.length)} of the ${desk.labels[safe.address.toLowerCase()] ?? 'Safe'}`,
      ),
  )
  const distinct = [...new Set(memberships)]
  return distinct.length > 0
    ? `You are ${distinct.join(' and ')}.`
    : 'Your account owns none of these Safes.'
}

function protocolNote({ chain }: ProtocolDesk): string {
  const safe = chain?.facts.safe
  return safe?.known ? `Safe ${safe.value.threshold} of ${safe.value.owners.length}` : ''
}

function Nothing({ desk, viewer }: { desk: ProtocolDesk; viewer: boolean }) {
  return (
    <Panel>
      {desk.chain ? (
        <EmptyState title={viewer ? 'Nothing to do for this account' : 'Nothing to do now'}>
          {runningNote(desk)}Operations that are ready and Safe transactions that lack a signature
          appear here.
        </EmptyState>
      ) : (
        <EmptyState title="What waits is unknown">The chain has not answered yet.</EmptyState>
      )}
    </Panel>
  )
}

/** That nothing can be done does not mean that nothing is coming. */
function runningNote({ records }: ProtocolDesk): string {
  const running = records.filter(({ stage }) => stage === 'scheduled' || stage === 'blocked').length
  if (running === 0) return ''
  return `${running === 1 ? '1 operation is' : `${running} operations are`} scheduled and cannot execute yet. `
}

function ProtocolRail({ desk }: { desk: ProtocolDesk }) {
  const facts = desk.chain?.facts
  if (!facts) return null
  return (
    <>
      <ProxyTable rows={facts.proxies} title={`${desk.name}: code in production`} />
      {facts.timelock.known ? (
        <RolesView
          timelock={facts.timelock.value}
          safes={knownSafes(desk)}
          labels={desk.labels}
          title={`${desk.name}: who can change it`}
        />
      ) : (
        <Callout tone="unknown" title={`${desk.name}: who can change it is unknown`}>
          <p>{facts.timelock.reason}</p>
        </Callout>
      )}
    </>
  )
}
