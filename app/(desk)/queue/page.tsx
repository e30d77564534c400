import type { Metadata } from 'next'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { AddressView } from '@/components/address/address-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { timelockPath } from '@/components/frame/paths'
import { RowKeys } from '@/components/frame/row-keys'
import { readSearch } from '@/components/operation-list/queue-search'
import { searchJson } from '@/components/operation-list/search-json'
import { QueueTable } from '@/components/patch/queue-table'
import { readWords } from '@/components/patch/read-words'
import { FollowedChains } from '@/components/timelock/followed-chains'
import { ButtonLink } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Section } from '@/components/ui/section'
import { knownSafes } from '@/lib/core/patch/attention'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import { otherTimelocks } from '@/lib/core/timelock/kind/other-timelocks'
import { FoundOperations, OtherTimelocks, QueueSearchForm } from './followed-operations'
import { type FollowedList, loadFollowed } from './load-followed'
import { QueueWatch } from './queue-watch'

export const metadata: Metadata = { title: 'Queue' }

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** The patches of the configured protocols and the operations of every other timelock; what is searched for, of all together. */
export default async function QueuePage({ searchParams }: Props) {
  const [loaded, timelocks, params] = await Promise.all([loadDesk(), loadFollowed(), searchParams])
  const { desks, config, viewer } = loaded
  const read = readSearch(params)
  const isSearch = Object.keys(read.given).length > 0
  const json = searchJson(read, isSearch ? undefined : otherTimelocks)
  return (
    <DeskPage
      facts={
        <>
          <DeskFacts desks={desks} config={config} />
          <FollowedChains
            chains={config.chains}
            followed={timelocks}
            told={desks.map(({ chainId }) => chainId)}
          />
        </>
      }
      jsonHref={isSearch ? json.operations : '/api/v1/queue'}
      moreJson={[
        ...(isSearch ? [] : [{ href: json.operations, of: 'other timelocks' }]),
        { href: json.counts, of: isSearch ? 'counts' : 'their counts' },
        { href: '/api/v1/timelocks', of: 'the timelocks' },
      ]}
    >
      <PageHeader
        title="Queue"
        lead="Everything proposed, waiting, ready and done, by what can be done now."
        actions={
          config.protocols.length > 0 && (
            <ButtonLink href="/patches/new" tone="primary">
              New patch
            </ButtonLink>
          )
        }
      />
      <QueueSearchForm read={read} timelocks={timelocks} {...loaded} />
      <RowKeys />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        {isSearch
          ? null
          : desks.map((desk) => (
              <ProtocolQueue
                key={desk.name}
                desk={desk}
                config={config}
                viewer={viewer}
                timelocks={timelocks}
              />
            ))}
        {isSearch ? (
          <FoundOperations read={read} timelocks={timelocks} {...loaded} />
        ) : (
          <OtherTimelocks read={read} timelocks={timelocks} {...loaded} />
        )}
        <QueueWatch />
      </div>
    </DeskPage>
  )
}

function ProtocolQueue({
  desk,
  config,
  viewer,
  timelocks,
}: { desk: ProtocolDesk; timelocks: FollowedList } & Pick<LoadedDesk, 'config' | 'viewer'>) {
  const protocol = config.protocols.find(({ name }) => name === desk.name)
  const followed = timelocks.find(
    ({ timelock: { chainId, address } }) =>
      protocol && chainId === desk.chainId && isAddressEqual(address, protocol.timelock),
  )
  return (
    <Section
      title={desk.name}
      note={
        protocol && (
          <>
            <a
              className="link link-target"
              href={timelockPath({ chainId: desk.chainId, address: protocol.timelock })}
            >
              Timelock
            </a>{' '}
            <AddressView address={protocol.timelock} />
            {desk.chain && `, ${readWords({ protocol, followed, block: desk.chain.facts.block })}`}
          </>
        )
      }
    >
      {desk.chain ? (
        <QueueTable
          records={desk.records.filter(({ stage }) => stage !== 'draft')}
          safes={knownSafes(desk)}
          clock={{ block: desk.chain.facts.block, readAt: desk.readAt }}
          labels={desk.labels}
          drifting={new Set(desk.alarms?.map(({ patch }) => patch))}
          reviews={desk.reviews}
          viewer={viewer}
          empty={{
            title: 'Nothing was ever scheduled or proposed',
            text: 'Patches appear here as soon as an owner proposes one.',
          }}
        />
      ) : (
        <EmptyState title="The queue is unknown">
          {desk.stale?.reason} There is no saying what waits.
        </EmptyState>
      )}
    </Section>
  )
}
