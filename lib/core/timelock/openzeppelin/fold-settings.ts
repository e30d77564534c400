import type { Hash } from 'viem'
import { getAddress } from 'viem'
import { decodeTimelockEvent } from '@/lib/core/timelock/decode-timelock-log'
import { foldChanges } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'

/** Both roles that ever administered the others are *admin*. Others keep their id: nobody knows what they are for. */
const roleNames: ReadonlyMap<Hash, string> = new Map([
  [timelockRoleIds.proposer, 'proposer'],
  [timelockRoleIds.executor, 'executor'],
  [timelockRoleIds.canceller, 'canceller'],
  [timelockRoleIds.defaultAdmin, 'admin'],
  [timelockRoleIds.legacyAdmin, 'admin'],
])

/** The ids of which a name of a role stands for any; a role that has no name is its id. */
export function roleIdsOf(name: string): Hash[] {
  const ids = [...roleNames].flatMap(([id, of]) => (of === name ? [id] : []))
  return ids.length > 0 ? ids : [name as Hash]
}

/** How roles and the minimum delay of a TimelockController changed, oldest first, each change once. */
export function foldSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, (log) => {
    const event = decodeTimelockEvent(log)
    switch (event?.eventName) {
      case 'MinDelayChange': {
        const { oldDuration, newDuration } = event.args
        return [{ what: 'delay', name: 'minDelay', before: oldDuration, after: newDuration }]
      }
      case 'RoleGranted':
      case 'RoleRevoked': {
        const { role, account, sender } = event.args
        const granted = event.eventName === 'RoleGranted'
        const name = roleNames.get(role) ?? role
        const by = getAddress(sender)
        return [{ what: 'role', role: name, account: getAddress(account), granted, by }]
      }
      case 'RoleAdminChanged': {
        const { role, newAdminRole } = event.args
        // What constructors set up is no news; only what was built upon them makes other roles admins.
        if (roleNames.get(newAdminRole) === 'admin') return []
        const nameOf = (id: Hash) => roleNames.get(id) ?? id
        return [{ what: 'rule', subject: `admin of ${nameOf(role)}`, after: nameOf(newAdminRole) }]
      }
      default:
        return []
    }
  })
}
