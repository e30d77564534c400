import { type Address, isAddressEqual } from 'viem'
import type { AskedRoles } from '@/lib/core/timelock/kind/asked-roles'
import { holdersByEvents } from '@/lib/core/timelock/kind/holders-by-events'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/**
 * Which roles or offices of a timelock an account holds: as the contract said last, else by its events.
 *
 * @param roles What the contract was asked; undefined where it was not.
 * @param settings As for `holdersByEvents`.
 */
export function rolesOf(
  account: Address,
  { roles, settings }: { roles: AskedRoles | undefined; settings: readonly TimelockSetting[] },
): readonly string[] {
  const byEvents = holdersByEvents(settings).flatMap(({ role, holders }) =>
    holders.some((holder) => isAddressEqual(holder, account)) ? [role] : [],
  )
  const own = (roles?.claims ?? []).filter((claim) => isAddressEqual(claim.account, account))
  const denied = own.flatMap(({ role, contract }) => (contract === false ? [role] : []))
  const confirmed = own.flatMap(({ role, contract }) => (contract === true ? [role] : []))
  const believed = byEvents.filter((role) => !denied.includes(role))
  return [...new Set([...confirmed, ...believed])].toSorted()
}
