import { DeskFacts } from '@/app/(desk)/desk-facts'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { timelockPath } from '@/components/frame/paths'
import { RolesView } from '@/components/operation/roles-view'
import { ProxyTable } from '@/components/patch/proxy-table'
import { QueueTable } from '@/components/patch/queue-table'
import { readWords } from '@/components/patch/read-words'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { Section } from '@/components/ui/section'
import { knownSafes } from '@/lib/core/patch/attention'
import { searchedUpTo } from '@/lib/core/timelock/kind/searched-up-to'
import type { LoadedTimelock } from './load-timelock'
import { TimelockBadges, TimelockCoverage, TimelockHistory } from './timelock-sections'
import { TimelockWatch } from './timelock-watch'

type Props = LoadedTimelock & {
  protocol: NonNullable<LoadedTimelock['protocol']>
  desk: NonNullable<LoadedTimelock['desk']>
}

/** The timelock of a configured protocol: its patches with their signatures, and all that is known of the timelock itself. */
export function ConfiguredTimelock(props: Props) {
  const { protocol, desk, config, viewer, followed } = props
  const facts = desk.chain?.facts
  const address = `/api/v1${timelockPath(props.timelock)}`
  return (
    <DeskPage
      facts={<DeskFacts desks={[desk]} config={config} />}
      jsonHref={followed ? address : '/api/v1/queue'}
      moreJson={
        followed && [
          { href: '/api/v1/queue', of: 'its patches' },
          { href: `${address}/settings`, of: 'its history' },
        ]
      }
    >
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
              <ProxyTable rows={facts.proxies} chainId={desk.chainId} />
              {followed && <TimelockCoverage followed={followed} />}
            </Stack>
          }
        >
          {followed && <TimelockBadges followed={followed} />}
          <Section title="Operations" note={readWords({ protocol, followed, block: facts.block })}>
            <QueueTable
              records={desk.records.filter(
                ({ operationId, stage }) => operationId && stage !== 'draft',
              )}
              safes={knownSafes(desk)}
              clock={{ block: facts.block, readAt: desk.readAt }}
              labels={desk.labels}
              drifting={new Set(desk.alarms?.map(({ patch }) => patch))}
              reviews={desk.reviews}
              viewer={viewer}
              empty={{
                title: emptyTitle(followed),
                text: 'Operations appear here as soon as a proposer schedules one.',
              }}
            />
          </Section>
          {followed && <TimelockHistory followed={followed} />}
          <TimelockWatch timelock={props.timelock} protocol={protocol} />
        </Columns>
      ) : (
        <Stack>
          <Callout tone="unknown" title="Nothing is known of this timelock">
            <p>Its chain has not been read since this instance started.</p>
          </Callout>
          <TimelockWatch timelock={props.timelock} protocol={protocol} />
        </Stack>
      )}
    </DeskPage>
  )
}

/** A batch without calls leaves no event: behind the block up to which calls were looked at, nobody knows that there is none. */
function emptyTitle(followed: LoadedTimelock['followed']): string {
  if (!followed) return 'No operation of this timelock is known yet'
  const { calls, scanFrom, finalizedBlock: finalized, unscanned } = followed
  const searched =
    calls?.byInputs.length === 0 && unscanned.length === 0
      ? searchedUpTo({ scanFrom, finalized, unsearched: calls.unsearched })
      : undefined
  return searched
    ? `In blocks ${scanFrom.toLocaleString('en-US')} to ${searched.block.toLocaleString('en-US')} nothing was scheduled`
    : 'No operation of this timelock is known yet'
}
