import type { Metadata } from 'next'
import Link from 'next/link'
import { redirect } from 'next/navigation'
import { isAddressEqual } from 'viem'
import { DeskFacts } from '@/app/(desk)/desk-facts'
import { type LoadedDesk, loadDesk } from '@/app/(desk)/load-desk'
import { AddressView } from '@/components/address/address-view'
import { UntrustedText } from '@/components/address/untrusted-text'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { timelockPath } from '@/components/frame/paths'
import { formatDelay } from '@/components/time/format-time'
import { FollowedChains } from '@/components/timelock/followed-chains'
import { TimelockForm } from '@/components/timelock/timelock-form'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import { countFollowedTimelocks } from '@/lib/actions/timelock-pages/list-followed-timelocks'
import { getServerContext } from '@/lib/config/server-context'
import { parseAddressOn } from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'
import { type CountedBadges, countBadges } from '@/lib/core/timelock/kind/count-badges'
import { isReadToEnd } from '@/lib/core/timelock/kind/is-read-to-end'
import { kindInWords } from '@/lib/core/timelock/kind/kind-in-words'

export const metadata: Metadata = { title: 'Timelocks' }

type Props = { searchParams: Promise<{ address?: string | string[]; chain?: string | string[] }> }

export default async function TimelocksPage({ searchParams }: Props) {
  const [loaded, asked, followed] = await Promise.all([
    loadDesk(),
    searchParams,
    getServerContext().then(countFollowedTimelocks),
  ])
  const { desks, config } = loaded
  const place = placeIn(asked, config)
  if (place.href) redirect(place.href)
  const others = followed.filter(
    ({ timelock: { chainId, address } }) =>
      !config.protocols.some(
        (each) => each.chainId === chainId && isAddressEqual(each.timelock, address),
      ),
  )
  return (
    <DeskPage
      facts={
        <>
          <DeskFacts desks={desks} config={config} />
          <FollowedChains
            chains={config.chains}
            followed={followed}
            told={desks.map(({ chainId }) => chainId)}
          />
        </>
      }
      jsonHref="/api/v1/timelocks"
    >
      <PageHeader
        title="Timelocks"
        lead="Those this desk looks after, and any other that somebody asked for."
      />
      <div className="grid grid-cols-[minmax(0,1fr)] gap-8">
        <Section
          title="Any timelock"
          note="its whole history and queue, decoded; no account, no wallet"
        >
          <Panel padded>
            <TimelockForm
              chains={config.chains.map(({ id, name }) => ({ id, name }))}
              address={place.text}
              chain={place.chain}
              problem={place.problem}
            />
          </Panel>
        </Section>
        {config.protocols.length > 0 && (
          <Section title="Of this desk">
            <Panel>
              <ConfiguredTable {...loaded} followed={followed} />
            </Panel>
          </Section>
        )}
        {others.length > 0 && (
          <Section
            title="Of others"
            note="followed because somebody asked, or because they were found"
          >
            <Panel>
              <DataTable
                caption="Other timelocks with their kind, minimum delay and open operations"
                columns={['Timelock', 'Kind', 'Minimum delay', 'Open operations', 'Known up to']}
              >
                {others.map((each) => (
                  <OtherRow
                    key={`${each.timelock.chainId}:${each.timelock.address}`}
                    other={each}
                    config={config}
                  />
                ))}
              </DataTable>
            </Panel>
          </Section>
        )}
      </div>
    </DeskPage>
  )
}

function ConfiguredTable({
  config,
  desks,
  followed,
}: Pick<LoadedDesk, 'config' | 'desks'> & { followed: readonly Counted[] }) {
  return (
    <DataTable
      caption="Timelocks with their minimum delay and open operations"
      columns={['Protocol', 'Timelock', 'Minimum delay', 'Open operations']}
    >
      {config.protocols.map(({ name, chainId, timelock }) => {
        const desk = desks.find((each) => each.name === name)
        const state = desk?.chain?.facts.timelock
        const known = followed.find(
          (each) =>
            each.timelock.chainId === chainId && isAddressEqual(each.timelock.address, timelock),
        )
        const open = desk?.records.filter(({ stage }) =>
          ['scheduled', 'ready', 'blocked'].includes(stage),
        )
        return (
          <tr key={name}>
            <DataCell label="Protocol">
              <a className="link link-target" href={timelockPath({ chainId, address: timelock })}>
                {name}
              </a>
              {known && <ThingsToKnow badges={known.detection.badges} />}
            </DataCell>
            <DataCell label="Timelock" className="wide-cell">
              <AddressView address={timelock} full copy />
            </DataCell>
            <DataCell label="Minimum delay">
              {state?.known ? (
                formatDelay(Number(state.value.minDelay))
              ) : (
                <Verdict verdict="unknown">unknown</Verdict>
              )}
            </DataCell>
            <DataCell label="Open">
              {desk?.chain ? open?.length : <Verdict verdict="unknown">unknown</Verdict>}
            </DataCell>
          </tr>
        )
      })}
    </DataTable>
  )
}

type Counted = Awaited<ReturnType<typeof countFollowedTimelocks>>[number]

function OtherRow({ other, config }: { other: Counted; config: LoadedDesk['config'] }) {
  const { timelock, detection, counts, indexed, problem } = other
  const chain = config.chains.find(({ id }) => id === timelock.chainId)
  const open = counts ? counts.ready + counts.blocked + counts.waiting : 0
  const { minDelay } = detection
  return (
    <tr>
      <DataCell label="Timelock" className="wide-cell">
        <Link className="link link-target" href={timelockPath(timelock)} prefetch={false}>
          <AddressView address={timelock.address} full />
        </Link>
        <div className="text-ink-3 text-xs">{chain?.name ?? `chain ${timelock.chainId}`}</div>
      </DataCell>
      <DataCell label="Kind">
        {kindInWords(detection)}
        <ThingsToKnow badges={detection.badges} />
      </DataCell>
      <DataCell label="Minimum delay">
        {minDelay === undefined ? 'no one delay' : formatDelay(Number(minDelay))}
      </DataCell>
      <DataCell label="Open">
        {counts === undefined ? (
          <Verdict verdict="unknown">not counted here</Verdict>
        ) : isReadToEnd(other) ? (
          open.toLocaleString('en-US')
        ) : (
          <Verdict verdict="unknown">
            {open > 0 ? `${open.toLocaleString('en-US')} so far` : 'not read yet'}
          </Verdict>
        )}
      </DataCell>
      <DataCell label="Known up to">
        {indexed ? `block ${indexed.number.toLocaleString('en-US')}` : 'nothing yet'}
        {problem && (
          <div>
            <Verdict verdict="unknown">not brought up to date</Verdict>
          </div>
        )}
      </DataCell>
    </tr>
  )
}

/** The same number as the page of the timelock shows, and the worst of them. */
function ThingsToKnow({ badges }: Pick<Counted['detection'], 'badges'>) {
  const counted = countBadges(badges)
  if (!counted) return null
  const { worst, words } = counted
  const first = badges.find(({ severity }) => severity === worst)
  return (
    <div>
      <CountedThings worst={worst} words={words} />
      {first && worst !== 'good' && (
        <p className="text-ink-2 text-xs">
          <UntrustedText text={first.title} maxLength={200} />
        </p>
      )}
    </div>
  )
}

function CountedThings({ worst, words }: CountedBadges) {
  switch (worst) {
    case 'critical':
    case 'high':
      return <Verdict verdict="fail">{words}</Verdict>
    case 'medium':
      return <Verdict verdict="warn">{words}</Verdict>
    case 'low':
    case 'good':
      return <span className="text-ink-2 text-xs">{words}</span>
  }
}

type Place = { href?: string; text?: string; chain?: string; problem?: string }

/** Where a pasted address leads to; or what is wrong with it. */
function placeIn(asked: Awaited<Props['searchParams']>, { chains }: LoadedDesk['config']): Place {
  const one = (value: string | string[] | undefined) =>
    (Array.isArray(value) ? value[0] : value)?.trim().slice(0, 200) || undefined
  const text = one(asked.address)
  const chain = one(asked.chain)
  if (text === undefined) return {}
  const served = chains.find(({ id }) => chain === undefined || String(id) === chain)
  if (!served) return { text, problem: 'This instance does not serve that chain.' }
  try {
    return { href: timelockPath({ chainId: served.id, address: parseAddressOn(served.id, text) }) }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { text, problem: error.shortMessage, ...(chain !== undefined && { chain }) }
  }
}
