import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { Call } from '@/lib/core/chain/call'
import { shortAddress } from '@/lib/core/chain/short-address'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/**
 * A title for calls that nobody has titled, from the bytes alone: `Upgrade Vault`, `updateDelay on Timelock`,
 * `transfer on USDC and 2 more calls`.
 *
 * @param labels - Names of contracts, by address in lower case.
 */
export function describeCalls(
  calls: readonly Call[],
  labels: Readonly<Record<string, string>>,
): string {
  const [first] = calls
  if (!first) return 'Unknown calls'
  const one = describeCall(first, labels)
  const others = calls.length - 1
  if (others === 0) return one
  return `${one} and ${others === 1 ? '1 more call' : `${others} more calls`}`
}

function describeCall(call: Call, labels: Readonly<Record<string, string>>): string {
  const title = describeData(call, labels)
  // What goes to the proxy by name may go to anybody by address; ether is what it would take along.
  return call.value > 0n && call.data !== '0x' ? `${title}, sending ETH` : title
}

function describeData(call: Call, labels: Readonly<Record<string, string>>): string {
  const nameOf = (address: string) =>
    labels[address.toLowerCase()] ?? shortAddress(address as `0x${string}`)
  const upgrade = readUpgradeCall(call)
  if (upgrade) return `Upgrade ${nameOf(upgrade.proxy)}`
  if (call.data === '0x') {
    return `${call.value === 0n ? 'Empty call' : 'Send ETH'} to ${nameOf(call.target)}`
  }
  const { name, confidence } = decodeCall({ call })
  // Where only the selector is known, the name would promise what the bytes do not say.
  return name && confidence !== 'undecoded'
    ? `${name} on ${nameOf(call.target)}`
    : `Unknown call to ${nameOf(call.target)}`
}
