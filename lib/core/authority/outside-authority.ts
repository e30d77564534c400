import { type Address, isAddress, isAddressEqual, zeroAddress } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import type { Proxy } from '@/lib/core/proxy/proxy'
import type { OutsideAuthority } from './diff-authority'
import type { Holders } from './holder-after'

/**
 * Who orders the upgrades of a proxy where not the code behind it decides: the owner of its ProxyAdmin or beacon, now and
 * once these calls have run. Undefined for UUPS.
 */
export function outsideAuthority(
  proxy: Proxy,
  calls: readonly DecodedCall[],
): OutsideAuthority | undefined {
  if (proxy.kind === 'uups') return undefined
  const before: Holders = proxy.authority
    ? holder(proxy.authority)
    : { known: false, reason: `whom ${proxy.upgradeTarget} obeys could not be read` }
  const after = calls.reduce((now, call) => afterCall(now, call, proxy), before)
  return { at: proxy.upgradeTarget, signature: orderOf(proxy), before, after }
}

function orderOf({ kind, upgradeTarget, address, upgradeInterface }: Proxy): string {
  if (kind === 'beacon') return 'upgradeTo(address)'
  if (isAddressEqual(upgradeTarget, address)) return 'upgradeToAndCall(address,bytes)'
  return upgradeInterface === '5.0.0'
    ? 'upgradeAndCall(address,address,bytes)'
    : 'upgrade(address,address)'
}

function afterCall(
  now: Holders,
  { call: { target }, name, args = [] }: DecodedCall,
  { upgradeTarget, address }: Proxy,
): Holders {
  const isOrdered = isAddressEqual(target, upgradeTarget)
  if (!isOrdered && !isAddressEqual(target, address)) return now
  const given = args.map(({ value }) => String(value))
  switch (name) {
    case 'renounceOwnership':
      return isOrdered ? { known: true, value: [] } : now
    case 'transferOwnership':
      return isOrdered ? named(given[0]) : now
    case 'changeAdmin':
      return named(given[0])
    case 'changeProxyAdmin':
      return given[0]?.toLowerCase() === address.toLowerCase() ? named(given[1]) : now
    case undefined:
      return isOrdered
        ? { known: false, reason: 'the patch calls it with what could not be read' }
        : now
    default:
      return now
  }
}

function named(address: string | undefined): Holders {
  if (address !== undefined && isAddress(address)) return holder(address)
  return { known: false, reason: 'the patch names somebody who could not be read' }
}

function holder(address: Address): Holders {
  return { known: true, value: isAddressEqual(address, zeroAddress) ? [] : [address] }
}
