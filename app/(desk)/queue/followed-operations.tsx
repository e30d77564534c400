import type { ReactNode } from 'react'
import { isAddressEqual } from 'viem'
import { labelsOfChain } from '@/app/(desk)/labels-of-chain'
import type { LoadedDesk } from '@/app/(desk)/load-desk'
import { patchPath } from '@/components/frame/paths'
import { GroupCounts } from '@/components/operation-list/group-counts'
import { OperationList, type OperationListProps } from '@/components/operation-list/operation-list'
import {
  type QueueSearch,
  type ReadSearch,
  searchHref,
} from '@/components/operation-list/queue-search'
import { SearchForm } from '@/components/operation-list/search-form'
import { clockOfFollowed } from '@/components/timelock/clock-of-followed'
import { OperationsInTime } from '@/components/timelock/operations-in-time'
import { ButtonLink } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { readQueue } from '@/lib/actions/timelock-pages/read-queue'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { shortAddress } from '@/lib/core/chain/short-address'
import { isReadToEnd } from '@/lib/core/timelock/kind/is-read-to-end'
import { kindNames } from '@/lib/core/timelock/kind/kind-names'
import { otherTimelocks } from '@/lib/core/timelock/kind/other-timelocks'
import type { FollowedList } from './load-followed'

type Props = LoadedDesk & { read: ReadSearch; timelocks: FollowedList }

const path = '/queue'

export function QueueSearchForm({ read, timelocks, config }: Props) {
  const chains = config.chains.filter(({ id }) =>
    timelocks.some(({ timelock }) => timelock.chainId === id),
  )
  const nameOf = labelOfTimelock(config)
  const hasBoth = new Set(timelocks.map(({ why }) => why === 'config')).size > 1
  return (
    <SearchForm
      path={path}
      read={read}
      timelocks={[
        ...(hasBoth || read.given.timelock === otherTimelocks
          ? [{ value: otherTimelocks, label: 'All that nobody configured here' }]
          : []),
        ...(chains.length > 1
          ? chains.map(({ id, name }) => ({ value: String(id), label: `All of ${name}` }))
          : []),
        ...timelocks.map(({ timelock, detection }) => ({
          value: `${timelock.chainId}:${timelock.address}`,
          label: `${nameOf(timelock) ?? kindNames[detection.kind]} ${shortAddress(timelock.address)}`,
        })),
      ]}
    />
  )
}

/** What was looked for, of the followed timelocks that were asked about. */
export async function FoundOperations(props: Props) {
  const { read } = props
  const asked = props.timelocks.filter(isAsked(read.search))
  const isOfOthers = read.search.configured === false
  return (
    <Section
      title={isOfOthers ? 'Other timelocks' : 'Operations'}
      note={`${isOfOthers ? followedNote(asked) : knownNote(asked)}${wrongNote(read)}`}
    >
      <Operations {...props} given={read.given} empty={<NoneFound timelocks={asked} />}>
        {read.search.state === undefined && (
          <p className="mt-3 text-ink-2 text-sm">
            Proposals that still collect signatures are in no timelock yet:{' '}
            <a className="link link-target" href={path}>
              the whole queue
            </a>{' '}
            has them.
          </p>
        )}
      </Operations>
    </Section>
  )
}

/** The operations of timelocks that nobody configured; what waits in the others stands above with its signatures. */
export async function OtherTimelocks(props: Props) {
  const others = props.timelocks.filter(({ why }) => why !== 'config')
  return (
    <Section
      title="Other timelocks"
      note={others.length > 0 ? followedNote(others) : 'of anyone, on any chain served here'}
    >
      {others.length === 0 ? (
        <Panel>
          <EmptyState
            title="No other timelock is followed"
            action={<ButtonLink href="/timelocks">Follow a timelock</ButtonLink>}
          >
            Any timelock can be: its operations appear here then, whoever it belongs to.
          </EmptyState>
        </Panel>
      ) : (
        <Operations
          {...props}
          isOfOthers
          // What the numbers lead to is what they count.
          given={{ ...props.read.given, timelock: otherTimelocks }}
          empty={<NoneFound timelocks={others} />}
        />
      )}
    </Section>
  )
}

/** One child of its section on either page, so that whoever follows one of its numbers keeps the focus. */
async function Operations({
  read,
  timelocks,
  desks,
  config,
  given,
  isOfOthers = false,
  empty,
  children,
}: Props & {
  /** To which the links of the list add. */
  given: ReadSearch['given']
  isOfOthers?: boolean
  empty: ReactNode
  children?: ReactNode
}) {
  const { state, ...search } = read.search
  const queue = await readQueue(await getServerContext(), {
    filter: isOfOthers ? { ...search, configured: false } : search,
    group: state,
    cursor: read.cursor,
  })
  const operations = queue.groups.flatMap((group) => group.operations)
  const [only] = queue.groups
  const next = state && only?.next
  const labels = labelsOfChain({ desks, config })
  const byKey = new Map(timelocks.map((each) => [keyOf(each.timelock), each]))
  const clockOf: OperationListProps['clockOf'] = (timelock) => {
    const known = byKey.get(keyOf(timelock))
    return known && clockOfFollowed(known)
  }
  const nameOf: OperationListProps['nameOf'] = ({ timelock, id }) => {
    const record = desks
      .flatMap(({ records }) => records)
      .find(
        (each) =>
          each.operationId === id &&
          each.chainId === timelock.chainId &&
          each.timelock &&
          isAddressEqual(each.timelock.address, timelock.address),
      )
    return record && { title: record.title, href: patchPath(record.key) }
  }
  return (
    <>
      <GroupCounts
        counts={queue.counts}
        current={state}
        href={(name) => searchHref(path, given, { state: name })}
      />
      {queue.isBadCursor && (
        <div className="mb-3">
          <Callout title="The page that was asked for is none of this list">
            <p>Its first page is shown.</p>
          </Callout>
        </div>
      )}
      {operations.length === 0 ? (
        <Panel>{empty}</Panel>
      ) : (
        <div className="grid grid-cols-[minmax(0,1fr)] gap-6">
          <OperationList
            groups={queue.groups}
            clockOf={clockOf}
            delayOf={(timelock) => byKey.get(keyOf(timelock))?.detection.minDelay}
            groupHref={(name) => searchHref(path, given, { state: name })}
            nextHref={next ? searchHref(path, given, { cursor: next }) : undefined}
            timelockLabel={labelOfTimelock(config)}
            labels={labels}
            nameOf={nameOf}
          />
          <OperationsInTime
            operations={operations}
            clockOf={clockOf}
            labels={labels}
            nameOf={nameOf}
            chainName={(id) => config.chains.find((each) => each.id === id)?.name ?? `chain ${id}`}
          />
        </div>
      )}
      {children}
    </>
  )
}

function NoneFound({ timelocks }: { timelocks: FollowedList }) {
  const isComplete = timelocks.every(isReadToEnd)
  return (
    <EmptyState title="No operation is like that">
      {isComplete
        ? 'Every followed timelock was looked through.'
        : 'Some of the followed timelocks are not read to the end: there may be one that is not known yet.'}
    </EmptyState>
  )
}

/** Whether a search is about a timelock. */
const isAsked =
  ({ chainId, timelock: address, configured }: QueueSearch) =>
  ({ timelock, why }: FollowedList[number]) =>
    (chainId === undefined || timelock.chainId === chainId) &&
    (address === undefined || isAddressEqual(timelock.address, address)) &&
    (configured === undefined || why !== 'config')

const followedNote = ({ length }: FollowedList) => `${length} followed`

function knownNote(timelocks: FollowedList): string {
  const count = timelocks.length
  return `of ${count === 1 ? 'one followed timelock' : `${count} followed timelocks`}`
}

/** Said where the list could be taken for what was asked for. */
const wrongNote = ({ problems }: ReadSearch) =>
  Object.keys(problems).length > 0 ? '; the field that is wrong restricts nothing' : ''

const keyOf = ({ chainId, address }: ChainAddress) => `${chainId}:${address.toLowerCase()}`

function labelOfTimelock(config: LoadedDesk['config']) {
  return ({ chainId, address }: ChainAddress): string | undefined =>
    config.protocols.find(
      (each) => each.chainId === chainId && isAddressEqual(each.timelock, address),
    )?.name
}
