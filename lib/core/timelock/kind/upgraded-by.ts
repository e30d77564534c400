import type { Address, Hex } from 'viem'
import { checksummed } from '@/lib/core/chain/known-addresses'
import { selectorOf } from '@/lib/core/timelock/kind/operation-risk'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'

/** `upgradeTo(address)` and `upgradeToAndCall(address,bytes)`: those that proxies and beacons have themselves. */
const own: ReadonlySet<string> = new Set(['0x3659cfe6', '0x4f1ef286'])

/** `upgrade(address,address)` and `upgradeAndCall(address,address,bytes)` of a ProxyAdmin, which name the proxy first. */
const named: ReadonlySet<string> = new Set(['0x99a88ec4', '0x9623609d'])

/**
 * The proxies and beacons that calls order to be upgraded, each once. Bytes that stand behind the first argument do not
 * matter: contracts take an order whatever follows it.
 */
export function upgradedBy(calls: readonly QueuedCall[]): Address[] {
  const found = calls.flatMap(({ target, data, delegatecall }) => {
    // Code that is run as the timelock upgrades nothing at its own address.
    if (delegatecall) return []
    const selector = selectorOf(data)
    if (own.has(selector)) return [checksummed(target)]
    return named.has(selector) ? firstAddress(data) : []
  })
  return [...new Set(found)]
}

function firstAddress(data: Hex): Address[] {
  const [, digits] = /^0x.{8}0{24}([0-9a-f]{40})/i.exec(data) ?? []
  return digits ? [checksummed(`0x${digits}`)] : []
}
