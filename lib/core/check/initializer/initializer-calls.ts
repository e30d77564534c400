import { type Address, type Hex, isAddressEqual, size, slice } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { type PlacedCall, walkCalls } from '@/lib/core/calldata/walk-calls'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/** A call that a patch makes on the new code of a proxy, in the place that it has among the others. */
export type CallOnProxy = {
  readonly where: string
  readonly proxy: Address
  readonly selector: Hex
  readonly data: Hex
  /** It is part of the upgrade itself. */
  readonly isMigration: boolean
}

/**
 * What a patch runs on the proxies of an upgrade, in order: the calldata within the upgrade, then the calls that follow.
 * Calls of an upgrade itself are among them; no initializer bears their names.
 */
export function callsOnProxies(
  upgrade: ReviewedUpgrade,
  calls: readonly DecodedCall[],
): CallOnProxy[] {
  const { proxies, migration } = upgrade
  const known = new Set(proxies.map((proxy) => proxy.toLowerCase()))
  const within = proxies.flatMap((proxy) =>
    size(migration) >= 4
      ? [
          {
            where: 'migration',
            proxy,
            selector: slice(migration, 0, 4),
            data: migration,
            isMigration: true,
          },
        ]
      : [],
  )
  const placed = walkCalls(calls)
  // What comes before the upgrade runs on the old code.
  const after = placed.slice(orderedAt(upgrade, placed)).flatMap(({ path, call: { call } }) => {
    const isOn = known.has(call.target.toLowerCase()) && size(call.data) >= 4
    const selector = isOn ? slice(call.data, 0, 4) : '0x'
    const isSame = within.some(({ data }) => data === call.data)
    return isOn && !isSame
      ? [{ where: path, proxy: call.target, selector, data: call.data, isMigration: false }]
      : []
  })
  return [...within, ...after]
}

/** The place of the call that orders the upgrade; the beginning where none does. A beacon is no proxy of its own. */
function orderedAt({ proxies, to }: ReviewedUpgrade, placed: readonly PlacedCall[]): number {
  const orders = placed.flatMap(({ call: { call } }, at) => {
    const order = readUpgradeCall(call)
    return order && isAddressEqual(order.to, to) ? [{ at, proxy: order.proxy }] : []
  })
  const own = orders.find(({ proxy }) => proxies.some((one) => isAddressEqual(one, proxy)))
  return (own ?? orders[0])?.at ?? 0
}
