import type { Address } from 'viem'
import { oldestFirst } from '@/lib/core/timelock/kind/oldest-first'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { executionDelayName } from './execution-delay-name'

/**
 * Seconds that a member of a role has to wait, as its last event tells; undefined where none does. One that was made shorter
 * may begin later: what is told is the shorter one.
 *
 * @param settings In any order.
 */
export function executionDelayOf(
  settings: readonly TimelockSetting[],
  { account, role }: { readonly account: Address; readonly role: string },
): bigint | undefined {
  const name = executionDelayName(account, role)
  const delays = settings.filter((setting) => setting.what === 'delay' && setting.name === name)
  const last = oldestFirst(delays).at(-1)
  return last?.what === 'delay' ? last.after : undefined
}
