import type { Address, Hex } from 'viem'
import { checksummed } from '@/lib/core/chain/known-addresses'
import { selectorOf } from '@/lib/core/timelock/kind/operation-risk'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'

/** What a call orders a proxy or a beacon to run. */
export type OrderedUpgrade = { readonly proxy: Address; readonly implementation: Address }

/**
 * What calls order proxies and beacons to run, each order once. As in `upgradedBy`, bytes that stand behind the arguments do
 * not matter: contracts take an order whatever follows it.
 */
export function orderedUpgrades(calls: readonly QueuedCall[]): OrderedUpgrade[] {
  const found = new Map<string, OrderedUpgrade>()
  for (const { target, data, delegatecall } of calls) {
    if (delegatecall) continue
    const order = readOrder(checksummed(target), data)
    if (order) found.set(`${order.proxy}:${order.implementation}`, order)
  }
  return [...found.values()]
}

function readOrder(target: Address, data: Hex): OrderedUpgrade | undefined {
  const [first, second] = [0, 1].map((word) => addressAt(data, word))
  switch (selectorOf(data)) {
    // `upgradeTo(address)` and `upgradeToAndCall(address,bytes)`
    case '0x3659cfe6':
    case '0x4f1ef286':
      return first && { proxy: target, implementation: first }
    // `upgrade(address,address)` and `upgradeAndCall(address,address,bytes)` of a ProxyAdmin
    case '0x99a88ec4':
    case '0x9623609d':
      return first && second && { proxy: first, implementation: second }
    default:
      return undefined
  }
}

function addressAt(data: Hex, word: number): Address | undefined {
  const digits = data.slice(10 + 64 * word, 10 + 64 * (word + 1))
  return /^0{24}[0-9a-f]{40}$/i.test(digits) ? checksummed(`0x${digits.slice(24)}`) : undefined
}
