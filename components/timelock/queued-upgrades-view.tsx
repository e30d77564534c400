import Link from 'next/link'
import { type Address, isAddressEqual } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { operationPath, proxyPath } from '@/components/frame/paths'
import { standingWords } from '@/components/operation-list/standing-words'
import { TimeView } from '@/components/time/time-view'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Verdict } from '@/components/ui/verdict'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { QueuedUpgrade } from '@/lib/core/timelock/kind/queued-upgrade'

export type QueuedUpgradesViewProps = {
  proxy: ChainAddress
  upgrades: readonly QueuedUpgrade[]
  /** What was read at its address; undefined where the chain did not answer. */
  read: Proxy | NotAProxy | undefined
  /** What it runs by its newest event; undefined where none is known. */
  runs: Address | undefined
  /** Seconds since the epoch by the chain's clock. */
  now: bigint
  /** It was read before, and what came since is not known. */
  isStale?: boolean | undefined
}

/** Versions that wait in a timelock, each with what it would change. */
export function QueuedUpgradesView({
  proxy,
  upgrades,
  read,
  runs,
  now,
  isStale = false,
}: QueuedUpgradesViewProps) {
  if (upgrades.length === 0) return null
  return (
    <Section title="Queued" note="by operations of followed timelocks that may still be executed">
      <Panel>
        <DataTable
          caption="Queued versions of the proxy, soonest first"
          columns={['Would run', 'From, UTC', 'Operation', 'Changes']}
        >
          {upgrades.map(({ timelock, id, standing, due, implementation }) => (
            <tr key={`${timelock.address}:${id}:${implementation}`}>
              <DataCell label="Would run" className="wide-cell">
                <AddressView address={implementation} full copy />
              </DataCell>
              <DataCell label="From, UTC">
                <TimeView at={due} now={now} />
              </DataCell>
              <DataCell label="Operation">
                <Link
                  className="link link-target"
                  prefetch={false}
                  href={operationPath(timelock, id)}
                >
                  <ShortHash hash={id} />
                </Link>{' '}
                <span className="text-ink-3 text-xs">{standingWords[standing]}</span>
                <div>
                  <Obedience proxy={read} timelock={timelock.address} isStale={isStale} />
                </div>
              </DataCell>
              <DataCell label="Changes">
                {runs === undefined ? (
                  'what it runs now is not known'
                ) : isAddressEqual(runs, implementation) ? (
                  isStale ? (
                    'none: it ran this when it was read last'
                  ) : (
                    'none: it runs this now'
                  )
                ) : (
                  <Link
                    className="link link-target"
                    prefetch={false}
                    href={`${proxyPath(proxy)}/${runs}/${implementation}`}
                  >
                    {isStale ? 'From the last that is known' : 'From what runs now'}
                  </Link>
                )}
              </DataCell>
            </tr>
          ))}
        </DataTable>
      </Panel>
    </Section>
  )
}

/** Anyone can have a timelock, and queue in it what no proxy will do. */
function Obedience({
  proxy,
  timelock,
  isStale,
}: {
  proxy: Proxy | NotAProxy | undefined
  timelock: Address
  isStale: boolean
}) {
  if (!proxy || proxy.kind === 'not-a-proxy' || proxy.authority === undefined) {
    return <Verdict verdict="unknown">who may upgrade it is not known</Verdict>
  }
  const isOwner = isAddressEqual(proxy.authority, timelock)
  if (isStale) {
    return (
      <Verdict verdict={isOwner ? 'unknown' : 'warn'}>
        its owner was {isOwner ? 'this timelock' : 'another account'} when it was read last
      </Verdict>
    )
  }
  if (!isOwner) return <Verdict verdict="warn">its owner is another account</Verdict>
  return proxy.kind === 'uups' ? (
    <Verdict verdict="unknown">
      its owner is this timelock; its code decides who may upgrade
    </Verdict>
  ) : (
    <Verdict verdict="pass">its owner is this timelock</Verdict>
  )
}
