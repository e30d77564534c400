import { type Address, getAddress } from 'viem'
import { shortAddress } from '@/lib/core/chain/short-address'
import type { RunCall } from '@/lib/core/patch/run-call'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import type { ReviewedProtocol } from './review-input'

/**
 * The proxies that calls upgrade, under their short addresses, where no configuration has names for them. Of a beacon the calls
 * name only itself.
 *
 * @param given Proxies that are known to be meant; they come first.
 */
export function proxiesOfCalls(
  calls: readonly RunCall[],
  given: readonly Address[] = [],
): ReviewedProtocol['proxies'] {
  const named = calls.flatMap((call) => {
    const order = call.operation === 'delegatecall' ? undefined : readUpgradeCall(call)
    return order ? [order.proxy] : []
  })
  const all = [...new Set([...given, ...named].map((one) => getAddress(one)))]
  return all.map((address) => ({ name: shortAddress(address), address }))
}
