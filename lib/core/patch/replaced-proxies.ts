import type { Address } from 'viem'
import type { callsOf } from '@/lib/core/patch/calls-of'
import type { NamedProxy } from '@/lib/core/patch/facts'
import { affectedProxies } from '@/lib/core/proxy/affected-proxies'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'

/** Which configured proxies get new code, in the order of the calls: of a beacon all that follow it, declared or not. */
export function replacedProxies(
  calls: ReturnType<typeof callsOf>,
  configured: readonly NamedProxy[],
): Address[] {
  const proxies = configured.flatMap(({ proxy }) => (proxy.known ? [proxy.value] : []))
  return calls.flatMap((call) => {
    const order = call.operation === 'delegatecall' ? undefined : readUpgradeCall(call)
    return order ? affectedProxies(order, proxies).map(({ address }) => address) : []
  })
}
