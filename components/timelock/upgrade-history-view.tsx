import Link from 'next/link'
import { type Address, isAddressEqual } from 'viem'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { UntrustedText } from '@/components/address/untrusted-text'
import { proxyPath } from '@/components/frame/paths'
import { formatUtc } from '@/components/time/format-time'
import { TimeView } from '@/components/time/time-view'
import { Button } from '@/components/ui/button'
import { Callout } from '@/components/ui/callout'
import { DataCell, DataTable } from '@/components/ui/data-table'
import { EmptyState } from '@/components/ui/empty-state'
import { Field } from '@/components/ui/field'
import { Panel } from '@/components/ui/panel'
import { Section } from '@/components/ui/section'
import { Select } from '@/components/ui/text-input'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { shortAddress } from '@/lib/core/chain/short-address'
import type { Known } from '@/lib/core/chain/snapshot'
import type { PastUpgrade, UpgradeHistory } from '@/lib/core/proxy/past-upgrade'

export type UpgradeHistoryViewProps = {
  proxy: ChainAddress
  history: Known<UpgradeHistory>
  /** Seconds since the epoch by the chain's clock. */
  now: bigint
  /** It was read before, and what came since is not known. */
  isStale?: boolean | undefined
  /** The two versions that are compared. */
  pair?: readonly [from: Address, to: Address] | undefined
}

/** Every version that a proxy has run, newest first, and a form to compare any two. */
export function UpgradeHistoryView({
  proxy,
  history,
  now,
  isStale = false,
  pair,
}: UpgradeHistoryViewProps) {
  if (!history.known) {
    return (
      <Callout tone="unknown" title="What it has run is unknown">
        <p>
          <UntrustedText text={history.reason} maxLength={300} />
        </p>
      </Callout>
    )
  }
  const { upgrades, of, fromBlock, toBlock } = history.value
  const path = proxyPath(proxy)
  const isBeacon = !isAddressEqual(of, proxy.address)
  return (
    <Section
      title="Versions"
      note={`every upgrade in blocks ${fromBlock.toLocaleString('en-US')} to ${toBlock.toLocaleString('en-US')}${isBeacon ? ', of the beacon it follows' : ''}`}
    >
      <div className="grid gap-3">
        <Panel>
          {upgrades.length === 0 ? (
            <EmptyState title="No upgrade is known">
              No event in these blocks tells of one.
            </EmptyState>
          ) : (
            <DataTable
              caption="Versions of the proxy, newest first"
              columns={['Version', 'Runs', 'Since, UTC', 'Transaction', 'Changes']}
            >
              {upgrades
                .map((upgrade, index) => ({ upgrade, index, before: upgrades[index - 1] }))
                .reverse()
                .map(({ upgrade, index, before }) => (
                  <tr key={`${upgrade.at.blockNumber}:${upgrade.at.logIndex}`}>
                    <DataCell label="Version">
                      {index + 1}
                      {index === upgrades.length - 1 && (
                        <span className="text-ink-3 text-xs">
                          {isStale ? ' the last that is known' : ' runs now'}
                        </span>
                      )}
                    </DataCell>
                    <DataCell label="Runs" className="wide-cell">
                      <AddressView address={upgrade.implementation} full copy />
                    </DataCell>
                    <DataCell label="Since">
                      <TimeView at={upgrade.at.blockTimestamp} now={now} />
                    </DataCell>
                    <DataCell label="Transaction">
                      <ShortHash hash={upgrade.transaction} copyLabel="Copy transaction hash" />
                    </DataCell>
                    <DataCell label="Changes">
                      {before ? (
                        <Link
                          className="link link-target"
                          prefetch={false}
                          href={`${path}/${before.implementation}/${upgrade.implementation}`}
                        >
                          From version {index}
                        </Link>
                      ) : (
                        'first version'
                      )}
                    </DataCell>
                  </tr>
                ))}
            </DataTable>
          )}
        </Panel>
        {upgrades.length > 1 && <CompareForm {...{ path, upgrades, pair, now }} />}
      </div>
    </Section>
  )
}

function CompareForm({
  path,
  upgrades,
  pair,
  now,
}: {
  path: string
  upgrades: readonly PastUpgrade[]
  pair: UpgradeHistoryViewProps['pair']
  now: bigint
}) {
  const options = upgrades.map(({ implementation, at }, index) => (
    <option key={`${at.blockNumber}:${at.logIndex}`} value={implementation}>
      Version {index + 1}, {formatUtc(Number(at.blockTimestamp), { form: 'day', now: Number(now) })}
      , {shortAddress(implementation)}
    </option>
  ))
  return (
    <form
      action={path}
      method="get"
      className="grid items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,20rem)_minmax(0,20rem)_auto]"
    >
      <Field id="compare-from" label="Compare">
        <Select
          id="compare-from"
          name="from"
          defaultValue={pair?.[0] ?? upgrades.at(-2)?.implementation}
        >
          {options}
        </Select>
      </Field>
      <Field id="compare-to" label="with">
        <Select
          id="compare-to"
          name="to"
          defaultValue={pair?.[1] ?? upgrades.at(-1)?.implementation}
        >
          {options}
        </Select>
      </Field>
      <div className="sm:pt-6">
        <Button type="submit">Compare versions</Button>
      </div>
    </form>
  )
}
