import type { Metadata } from 'next'
import { redirect } from 'next/navigation'
import { type Address, getAddress, isAddress, isAddressEqual } from 'viem'
import { NothingFoundError, orNothing } from '@/app/(desk)/nothing-found'
import { placeInPath } from '@/app/(desk)/place-in-path'
import { AddressView } from '@/components/address/address-view'
import { parseDiffOptions } from '@/components/changes/diff-options'
import { DiffToolbar } from '@/components/changes/diff-toolbar'
import { fileAnchor } from '@/components/changes/line-anchor'
import { SourceDiffView } from '@/components/changes/source-diff-view'
import { DeskPage } from '@/components/frame/desk-page'
import { PageHeader } from '@/components/frame/page-header'
import { proxyPath } from '@/components/frame/paths'
import { QueuedUpgradesView } from '@/components/timelock/queued-upgrades-view'
import { UpgradeHistoryView } from '@/components/timelock/upgrade-history-view'
import { Stack } from '@/components/ui/columns'
import { ErrorView } from '@/components/ui/error-view'
import { Section } from '@/components/ui/section'
import { diffImplementations } from '@/lib/actions/timelock-pages/diff-implementations'
import { type ComparableVersions, isComparable } from '@/lib/actions/timelock-pages/is-comparable'
import { queuedUpgrades } from '@/lib/actions/timelock-pages/queued-upgrades'
import { readProxyHistory } from '@/lib/actions/timelock-pages/read-proxy-history'
import { publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { shortAddress } from '@/lib/core/chain/short-address'
import { BaseError } from '@/lib/core/error/base-error'
import { ProxyFacts } from './proxy-facts'
import { ProxyWatch } from './proxy-watch'

type Query = Record<string, string | string[] | undefined>
type Props = {
  params: Promise<{ chain: string; address: string; versions?: string[] }>
  searchParams: Promise<Query>
}

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { address } = await params
  return { title: isAddress(address) ? `Proxy ${shortAddress(address)}` : 'Proxy' }
}

/** What a proxy has run, and what differs between any two of it. */
async function ProxyPage({ params, searchParams }: Props) {
  const { chain, address: text, versions = [] } = await params
  const query = await searchParams
  // Nothing of the desk stands on it: nobody waits for that first.
  const context = await getServerContext()
  const config = publicConfigOf(context.config)
  const { place: at, chainName } = placeInPath({
    chain,
    address: text,
    chains: config.chains,
    noun: 'proxy',
    pathOf: proxyPath,
  })
  const chosen = pairOf(one(query.from), one(query.to))
  if (chosen) redirect(`${proxyPath(at)}/${chosen.join('/')}`)
  const read = await readProxyHistory(context, at)
  if (!read) {
    throw new NothingFoundError('Nothing is known of this proxy', {
      sought: `${at.address} on chain ${chain}`,
      hint: 'History is read of the proxies of the configuration and of those that a followed timelock upgrades, by itself, a ProxyAdmin or a beacon. Follow its timelock first.',
      next: { href: '/timelocks', label: 'Follow a timelock' },
    })
  }
  const name = config.protocols
    .filter(({ chainId }) => chainId === at.chainId)
    .flatMap(({ proxies }) => proxies)
    .find((proxy) => isAddressEqual(proxy.address, at.address))?.name
  const title = name ?? `Proxy ${shortAddress(at.address)}`
  const crumbs = [{ label: 'Timelocks', href: '/timelocks' }, { label: chainName }]
  const lead = <AddressView address={at.address} full copy />
  if (read instanceof BaseError) {
    const waiting = await queuedUpgrades(context.store, at, undefined)
    return (
      <DeskPage facts={<ProxyFacts chainName={chainName} read={undefined} />}>
        <PageHeader title={title} crumbs={crumbs} lead={lead} />
        <Stack>
          <ErrorView error={read} />
          <QueuedUpgradesView
            proxy={at}
            upgrades={waiting}
            read={undefined}
            runs={undefined}
            now={context.now()}
          />
          <ProxyWatch proxy={at} name={name} />
        </Stack>
      </DeskPage>
    )
  }
  const { block, history, stale } = read
  const queued = await queuedUpgrades(context.store, at, read)
  const runs = history.known ? history.value.upgrades.at(-1)?.implementation : undefined
  const after = one(query.to)
  // Linked to by pages of operations, which do not read what runs now.
  const next = runs && versions.length === 0 ? pairOf(runs, after) : undefined
  if (next && isComparable({ history, queued }, next))
    redirect(`${proxyPath(at)}/${next.join('/')}`)
  const pair = versionsIn(at, versions, { history, queued })
  const options = parseDiffOptions(query)
  const diff =
    pair &&
    (await diffImplementations(context, {
      chainId: at.chainId,
      blockNumber: block.number,
      from: pair[0],
      to: pair[1],
      isSilent: stale !== undefined,
      ignoreSpace: options.ignoreSpace,
      isWhole: (path) => fileAnchor(path, '') === options.whole,
    }))
  return (
    <DeskPage
      facts={<ProxyFacts chainName={chainName} read={read} />}
      jsonHref={`/api/v1${[proxyPath(at), ...(pair ?? [])].join('/')}`}
    >
      <PageHeader title={title} crumbs={crumbs} lead={lead} />
      <Stack>
        <QueuedUpgradesView
          proxy={at}
          upgrades={queued}
          read={read.proxy}
          runs={runs}
          now={block.timestamp}
          isStale={stale !== undefined}
        />
        <UpgradeHistoryView
          proxy={at}
          history={history}
          now={block.timestamp}
          isStale={stale !== undefined}
          pair={pair}
        />
        {pair && diff && (
          <Section
            title="What differs"
            note="only sources that compile to exactly the code on chain count"
          >
            <div className="grid gap-4">
              <DiffToolbar options={options} />
              <SourceDiffView diff={diff} options={options} />
            </div>
          </Section>
        )}
        <ProxyWatch proxy={at} name={name} />
      </Stack>
    </DeskPage>
  )
}

export default orNothing(ProxyPage)

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value)

function pairOf(from: string | undefined, to: string | undefined): [Address, Address] | undefined {
  if (!from || !to || !isAddress(from) || !isAddress(to)) return undefined
  return [getAddress(from), getAddress(to)]
}

/** Two that it has run, or is queued to run: of anything else nothing is compiled here. */
function versionsIn(
  at: ChainAddress,
  versions: readonly string[],
  known: ComparableVersions,
): [Address, Address] | undefined {
  if (versions.length === 0) return undefined
  const pair = pairOf(versions[0], versions[1])
  if (versions.length !== 2 || !pair || !isComparable(known, pair)) {
    throw new NothingFoundError('The proxy has not run these two', {
      sought: versions.join(' and '),
      hint: 'Only implementations that it has run, or that an open operation would make it run, are compared. Its own page lists them.',
      next: { href: proxyPath(at), label: 'Page of the proxy' },
    })
  }
  return pair
}
