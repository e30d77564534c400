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
import type { QueuedUpgrade } from '@/lib/core/timelock/kind/queued-upgrade'

export type QueuedUpgradesViewProps = {
  proxy: ChainAddress
  upgrades: readonly QueuedUpgrade[]
  /** Who may upgrade it; undefined where that is not known. */
  authority: Address | undefined
  /** What it runs by its newest event; undefined where none is known. */
  runs: Address | undefined
  /** Seconds since the epoch by the chain's clock. */
  now: bigint
}

/** Versions that wait in a timelock, each with what it would change. */
export function QueuedUpgradesView({
  proxy,
  upgrades,
  authority,
  runs,
  now,
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
              <DataCell label="Would run">
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
                  <Obedience authority={authority} timelock={timelock.address} />
                </div>
              </DataCell>
              <DataCell label="Changes">
                {runs === undefined ? (
                  'what it runs now is not known'
                ) : isAddressEqual(runs, implementation) ? (
                  'none: it runs this now'
                ) : (
                  <Link
                    className="link link-target"
                    prefetch={false}
                    href={`${proxyPath(proxy)}/${runs}/${implementation}`}
                  >
                    From what runs now
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
function Obedience({ authority, timelock }: { authority: Address | undefined; timelock: Address }) {
  if (authority === undefined) {
    return <Verdict verdict="unknown">whether the proxy obeys this timelock</Verdict>
  }
  return isAddressEqual(authority, timelock) ? (
    <Verdict verdict="pass">the proxy obeys this timelock</Verdict>
  ) : (
    <Verdict verdict="warn">the proxy obeys another account</Verdict>
  )
}
