import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { loadDesk } from '@/app/(desk)/load-desk'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { RolesView } from '@/components/operation/roles-view'
import { ProxyTable } from '@/components/patch/proxy-table'
import { QueueTable } from '@/components/patch/queue-table'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { Section } from '@/components/ui/section'
import { WatchSection } from '@/components/watch/watch-section'
import type { PublicConfig } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import { knownSafes } from '@/lib/core/patch/attention'

type Props = { params: Promise<{ chain: string; address: string }> }

export const metadata: Metadata = { title: 'Timelock' }

export default async function TimelockPage({ params }: Props) {
  const { chain, address } = await params
  const { desks, config, viewer } = await loadDesk()
  const protocol = config.protocols.find(
    ({ chainId, timelock }) =>
      String(chainId) === chain && timelock.toLowerCase() === address.toLowerCase(),
  )
  const desk = desks.find(({ name }) => name === protocol?.name)
  if (!protocol || !desk) notFound()
  const facts = desk.chain?.facts
  return (
    <DeskPage facts={<DeskFacts desks={[desk]} config={config} />} jsonHref="/api/v1/queue">
      <PageHeader
        title={`Timelock of ${protocol.name}`}
        crumbs={[{ label: 'Timelocks', href: '/timelocks' }, { label: protocol.name }]}
        lead={<AddressView address={protocol.timelock} full copy />}
      />
      {facts ? (
        <Columns
          rail={
            <Stack>
              {facts.timelock.known ? (
                <RolesView
                  timelock={facts.timelock.value}
                  safes={knownSafes(desk)}
                  labels={desk.labels}
                />
              ) : (
                <Callout tone="unknown" title="Who can change it is unknown">
                  <p>{facts.timelock.reason}</p>
                </Callout>
              )}
              <ProxyTable rows={facts.proxies} />
            </Stack>
          }
        >
          <Section
            title="Operations"
            note={`every block since ${protocol.deploymentBlock.toLocaleString('en-US')} is read`}
          >
            <QueueTable
              records={desk.records.filter(
                ({ operationId, stage }) => operationId && stage !== 'draft',
              )}
              safes={knownSafes(desk)}
              clock={{ block: facts.block, readAt: desk.readAt }}
              labels={desk.labels}
              drifting={new Set(desk.alarms?.map(({ patch }) => patch))}
              viewer={viewer}
              empty={{
                title: 'This timelock never scheduled anything',
                text: 'Operations appear here as soon as a proposer schedules one.',
              }}
            />
          </Section>
          <div className="mt-5">
            <TimelockWatch protocol={protocol} />
          </div>
        </Columns>
      ) : (
        <Callout tone="unknown" title="Nothing is known of this timelock">
          <p>Its chain has not answered since this instance started.</p>
        </Callout>
      )}
    </DeskPage>
  )
}

async function TimelockWatch({ protocol }: { protocol: PublicConfig['protocols'][number] }) {
  const { config } = await getServerContext()
  const { chainId, timelock, name, proxies } = protocol
  return (
    <WatchSection
      hasMail={config.smtpUrl !== undefined}
      topics={[
        {
          label: `Timelock of ${name}`,
          topic: { of: 'timelock', timelock: { chainId, address: timelock } },
        },
        ...proxies.map((proxy) => ({
          label: proxy.name,
          topic: { of: 'proxy' as const, proxy: { chainId, address: proxy.address } },
        })),
        { label: 'Everything that waits here', topic: { of: 'all' } },
      ]}
    />
  )
}
