import { labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { proxyPath, timelockPath } from '@/components/frame/paths'
import { OperationList } from '@/components/operation-list/operation-list'
import { type ReadSearch, readSearch, searchHref } from '@/components/operation-list/queue-search'
import { SearchForm } from '@/components/operation-list/search-form'
import { searchJson } from '@/components/operation-list/search-json'
import { formatDelay } from '@/components/time/format-time'
import { clockOfFollowed } from '@/components/timelock/clock-of-followed'
import { EventRoles } from '@/components/timelock/event-roles'
import { FollowedFacts } from '@/components/timelock/followed-facts'
import { OrderPicture } from '@/components/timelock/order-picture'
import { ReadingState } from '@/components/timelock/reading-state'
import { Callout } from '@/components/ui/callout'
import { Columns, Stack } from '@/components/ui/columns'
import { EmptyState } from '@/components/ui/empty-state'
import { KeyValue, type KeyValueRow } from '@/components/ui/key-value'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readQueue } from '@/lib/actions/timelock-pages/read-queue'
import { getServerContext } from '@/lib/config/server-context'
import { kindNames } from '@/lib/core/timelock/kind/kind-names'
import { roleIncidents } from '@/lib/core/timelock/kind/role-claim'
import type { LoadedTimelock } from './load-timelock'
import { TimelockBadges, TimelockCoverage, TimelockHistory } from './timelock-sections'
import { TimelockWatch } from './timelock-watch'

type Props = LoadedTimelock & {
  followed: NonNullable<LoadedTimelock['followed']>
  searchParams: Record<string, string | string[] | undefined>
}

/** A timelock that nobody configured: all that its events, its code and its answers tell. */
export async function FollowedTimelock(props: Props) {
  const read = readSearch(props.searchParams, props.timelock.chainId)
  const { timelock, chainName, followed, labels } = props
  const { detection, indexed, unscanned, order } = followed
  const isSearch = Object.keys(read.given).length > 0
  const json = searchJson(read, `${timelock.chainId}:${timelock.address}`)
  return (
    <DeskPage
      facts={<FollowedFacts chainName={chainName} followed={followed} />}
      jsonHref={`/api/v1${timelockPath(timelock)}`}
      moreJson={[
        { href: json.operations, of: 'its operations' },
        ...(isSearch ? [{ href: json.counts, of: 'counts' }] : []),
        { href: `/api/v1${timelockPath(timelock)}/settings`, of: 'its history' },
      ]}
    >
      <PageHeader
        title={kindNames[detection.kind]}
        crumbs={[{ label: 'Timelocks', href: '/timelocks' }, { label: chainName }]}
        lead={<AddressView address={timelock.address} full copy />}
      />
      <Columns
        rail={
          <Stack>
            <Panel title="The timelock" padded>
              <KeyValue rows={factRows(props)} />
            </Panel>
            <EventRoles
              timelock={timelock.address}
              kind={detection.kind}
              settings={followed.settings}
              asked={followed.roles}
              isComplete={
                indexed !== undefined && unscanned.length === 0 && isSinceDeployment(followed)
              }
              labels={labels}
            />
            {followed.upgraded.length > 0 && (
              <Panel title="What it upgrades" padded>
                <ul className="grid gap-1">
                  {followed.upgraded.map((address) => (
                    <li key={address}>
                      <a
                        className="link link-target"
                        href={proxyPath({ chainId: timelock.chainId, address })}
                      >
                        <AddressView address={address} label={labelOf(labels, address)} />
                      </a>
                    </li>
                  ))}
                </ul>
              </Panel>
            )}
            <TimelockCoverage followed={followed} />
          </Stack>
        }
      >
        <ReadingState {...followed} />
        <RoleIncidents followed={followed} />
        <TimelockBadges followed={followed} />
        <Operations {...props} read={read} />
        {order.length > 0 && (
          <Section title="Order" note="an operation cannot execute before its predecessor is done">
            <OrderPicture
              timelock={timelock}
              operations={order}
              isCut={followed.isOrderCut}
              labels={labels}
            />
          </Section>
        )}
        <TimelockHistory followed={followed} />
        <TimelockWatch timelock={timelock} protocol={undefined} />
      </Columns>
    </DeskPage>
  )
}

function factRows({ chainName, followed }: Props): KeyValueRow[] {
  const { kind, generation, minDelay, gracePeriod } = followed.detection
  return [
    ['Kind', kindNames[kind]],
    ['Generation', generation],
    ['Chain', chainName],
    ['Minimum delay', minDelay === undefined ? 'no one delay' : formatDelay(Number(minDelay))],
    [
      'Expires',
      gracePeriod === undefined ? 'never' : `${formatDelay(Number(gracePeriod))} after it was due`,
    ],
  ]
}

/** Whether no event from before the first block that is read can be missing. */
function isSinceDeployment({ firstBlock, scanFrom }: Props['followed']): boolean {
  return firstBlock.known ? scanFrom <= firstBlock.value : scanFrom === 0n
}

/** Where events and contract disagree about who holds what. */
function RoleIncidents({ followed: { roles } }: Pick<Props, 'followed'>) {
  const incidents = roleIncidents(roles?.claims ?? [])
  if (incidents.length === 0) return null
  return (
    <Callout tone="fail" title="The contract disagrees with its own events about its roles">
      <ul>
        {incidents.slice(0, mostIncidents).map((incident) => (
          <li key={incident}>
            <UntrustedText text={incident} maxLength={300} />
          </li>
        ))}
      </ul>
      {incidents.length > mostIncidents && <p>And {incidents.length - mostIncidents} more.</p>}
      <p>The contract counts. Look at what code stands there before relying on it.</p>
    </Callout>
  )
}

const mostIncidents = 5

async function Operations({ timelock, followed, labels, read }: Props & { read: ReadSearch }) {
  const { state, text, target, selectors, proposer, risk } = read.search
  const path = timelockPath(timelock)
  const queue = await readQueue(await getServerContext(), {
    filter: {
      chainId: timelock.chainId,
      timelock: timelock.address,
      text,
      target,
      selectors,
      proposer,
      risk,
    },
    group: state,
    cursor: read.cursor,
  })
  const clock = clockOfFollowed(followed)
  const [only] = queue.groups
  const isFiltered = Object.keys(read.given).length > 0
  const isComplete = followed.indexed !== undefined && followed.unscanned.length === 0
  const count = Object.values(queue.counts).reduce((sum, each) => sum + each, 0)
  return (
    <Section
      title="Operations"
      note={`${count.toLocaleString('en-US')} known${isFiltered ? ' that match' : ''}`}
    >
      <SearchForm path={path} read={read} />
      {queue.groups.every(({ operations }) => operations.length === 0) ? (
        <Panel>
          <EmptyState title={isFiltered ? 'None matches' : 'None is known'}>
            {isComplete
              ? isFiltered
                ? 'No operation of this timelock is like that.'
                : 'Every block was read, and no event tells of one. A batch without calls leaves no event.'
              : 'Not every block was read: there may be some.'}
          </EmptyState>
        </Panel>
      ) : (
        <OperationList
          groups={queue.groups}
          clockOf={() => clock}
          delayOf={() => followed.detection.minDelay}
          isOfOne
          labels={labels}
          groupHref={(name) => searchHref(path, read.given, { state: name })}
          nextHref={
            state && only?.next !== undefined
              ? searchHref(path, read.given, { cursor: only.next })
              : undefined
          }
        />
      )}
    </Section>
  )
}
