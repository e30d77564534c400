import { type Address, isAddressEqual, zeroAddress } from 'viem'
import { oldestFirst } from '@/lib/core/timelock/kind/oldest-first'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Who holds a role, as far as events tell. */
export type RoleByEvents = {
  readonly role: string
  /** In the order in which they were granted it. */
  readonly holders: readonly Address[]
}

/**
 * Who holds which role or office by the events of a timelock: it can be held against the contract's answers, which count.
 *
 * @param settings In any order; all of them, from the deployment on.
 */
export function holdersByEvents(settings: readonly TimelockSetting[]): RoleByEvents[] {
  const roles = new Map<string, Map<string, Address>>()
  for (const setting of oldestFirst(settings)) {
    if (setting.what === 'admin') {
      // An office at the zero address is nobody's.
      const isEmpty = isAddressEqual(setting.after, zeroAddress)
      roles.set(
        setting.name,
        new Map(isEmpty ? [] : [[setting.after.toLowerCase(), setting.after]]),
      )
    }
    if (setting.what !== 'role') continue
    const holders = roles.get(setting.role) ?? new Map<string, Address>()
    roles.set(setting.role, holders)
    const key = setting.account.toLowerCase()
    if (setting.granted) holders.set(key, setting.account)
    else holders.delete(key)
  }
  return [...roles].map(([role, holders]) => ({ role, holders: [...holders.values()] }))
}
