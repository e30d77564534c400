import { type Address, isAddressEqual } from 'viem'
import { type AddressLabels, labelOf } from '@/components/address/address-labels'
import { AddressView } from '@/components/address/address-view'
import { ShortHash } from '@/components/address/short-hash'
import { proxyKindNames } from '@/components/patch/proxy-kind-names'
import { KeyValue } from '@/components/ui/key-value'
import { SkeletonLine } from '@/components/ui/skeleton'
import { Verdict } from '@/components/ui/verdict'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeNotAProxy, type NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'

export type ProxyFactsProps = {
  /** Undefined while the chain is being asked. */
  found: Known<Proxy | NotAProxy> | undefined
  timelock: Address
  labels: AddressLabels
}

/** What the chain says of an address that is to be a proxy. */
export function ProxyFacts({ found, timelock, labels }: ProxyFactsProps) {
  if (!found) {
    return (
      <div role="status" className="py-1">
        <span className="sr-only">Waiting for the chain</span>
        <SkeletonLine width="long" />
      </div>
    )
  }
  if (!found.known) return <Verdict verdict="unknown">{found.reason}</Verdict>
  if (found.value.kind === 'not-a-proxy') {
    return <Verdict verdict="fail">{describeNotAProxy(found.value)}</Verdict>
  }
  const proxy = found.value
  const through = throughWords[proxy.kind]
  return (
    <KeyValue
      stacked
      rows={[
        ['Kind', `${proxyKindNames[proxy.kind]} proxy`],
        [
          'Code now',
          <span key="now" className="break-all">
            <AddressView address={proxy.implementation.address} full />, code hash{' '}
            <ShortHash hash={proxy.implementation.codeHash} />
          </span>,
        ],
        ...(isAddressEqual(proxy.upgradeTarget, proxy.address)
          ? []
          : ([
              [through, <AddressView key="through" address={proxy.upgradeTarget} full />],
            ] as const)),
        ['Owned by', <Authority key="owner" {...{ proxy, timelock, labels }} />],
      ]}
    />
  )
}

const throughWords = { uups: 'Through', transparent: 'ProxyAdmin', beacon: 'Beacon' } as const

function Authority({
  proxy: { authority },
  timelock,
  labels,
}: {
  proxy: Proxy
  timelock: Address
  labels: AddressLabels
}) {
  if (authority === undefined) return <Verdict verdict="unknown">no owner is named</Verdict>
  const isTimelock = isAddressEqual(authority, timelock)
  return (
    <span className="flex flex-wrap items-center gap-x-2">
      <Verdict verdict={isTimelock ? 'pass' : 'fail'}>
        {isTimelock ? 'the timelock' : 'not the timelock'}
      </Verdict>
      <AddressView
        address={authority}
        label={isTimelock ? undefined : labelOf(labels, authority)}
        full
      />
    </span>
  )
}
