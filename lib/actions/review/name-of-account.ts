import { type Address, isAddressEqual } from 'viem'
import type { NamedProxy } from '@/lib/core/patch/facts'
import type { ReviewedProtocol } from '@/lib/core/report/review-input'

/** What the configuration calls an address, or its part in what it calls so. What only the patch says names nobody. */
export function nameOfAccount(
  address: Address,
  { protocol, proxies }: { protocol: ReviewedProtocol; proxies: readonly NamedProxy[] },
): string | undefined {
  if (protocol.name === undefined) return undefined
  const is = (other: Address | undefined) => other !== undefined && isAddressEqual(address, other)
  if (is(protocol.safe)) return 'the Safe'
  if (is(protocol.timelock)) return 'the timelock'
  if (is(protocol.guardian)) return 'the guardian'
  const named = protocol.proxies.find((proxy) => is(proxy.address))
  if (named) return named.name
  const ordered = proxies.find(({ proxy }) => proxy.known && is(proxy.value.upgradeTarget))
  return ordered && `what upgrades ${ordered.name}`
}
