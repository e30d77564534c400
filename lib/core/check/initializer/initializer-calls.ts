import { type Address, type Hex, size, slice } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'

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
  { proxies, migration }: ReviewedUpgrade,
  calls: readonly DecodedCall[],
): CallOnProxy[] {
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
  const after = walkCalls(calls).flatMap(({ path, call: { call } }) => {
    const isOn = known.has(call.target.toLowerCase()) && size(call.data) >= 4
    const selector = isOn ? slice(call.data, 0, 4) : '0x'
    const isSame = within.some(({ data }) => data === call.data)
    return isOn && !isSame
      ? [{ where: path, proxy: call.target, selector, data: call.data, isMigration: false }]
      : []
  })
  return [...within, ...after]
}
