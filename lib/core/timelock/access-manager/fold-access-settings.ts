import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Members, delays, guardians and targets of an AccessManager as they changed. */
export function foldAccessManagerSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, changesOf)
}

function changesOf(log: Pick<RawLog, 'topics' | 'data'>): readonly SettingChange[] {
  const event = decodeRawLog(accessManagerAbi, log)
  switch (event?.eventName) {
    case 'RoleGranted': {
      const { roleId, account, delay } = event.args
      const role = nameOfRole(roleId)
      return [
        { what: 'role', role, account, granted: true },
        { what: 'delay', name: `execution delay of ${account} as ${role}`, after: BigInt(delay) },
      ]
    }
    case 'RoleRevoked': {
      const { roleId, account } = event.args
      return [{ what: 'role', role: nameOfRole(roleId), account, granted: false }]
    }
    case 'RoleGrantDelayChanged': {
      const { roleId, delay } = event.args
      return [{ what: 'delay', name: `grant delay of ${nameOfRole(roleId)}`, after: BigInt(delay) }]
    }
    case 'TargetAdminDelayUpdated': {
      const { target, delay } = event.args
      return [{ what: 'delay', name: `admin delay of ${target}`, after: BigInt(delay) }]
    }
    case 'RoleAdminChanged': {
      const { roleId, admin } = event.args
      return [{ what: 'rule', subject: `admin of ${nameOfRole(roleId)}`, after: nameOfRole(admin) }]
    }
    case 'RoleGuardianChanged': {
      const { roleId, guardian } = event.args
      const subject = `guardian of ${nameOfRole(roleId)}`
      return [{ what: 'rule', subject, after: nameOfRole(guardian) }]
    }
    case 'TargetClosed': {
      const { target, closed } = event.args
      return [{ what: 'rule', subject: target, after: closed ? 'closed' : 'open' }]
    }
    case 'TargetFunctionRoleUpdated': {
      const { target, selector, roleId } = event.args
      const subject = `who may call ${selector} of ${target}`
      return [{ what: 'rule', subject, after: nameOfRole(roleId) }]
    }
    default:
      return []
  }
}

function nameOfRole(roleId: bigint): string {
  if (roleId === 0n) return 'ADMIN_ROLE'
  return roleId === 2n ** 64n - 1n ? 'PUBLIC_ROLE' : `role ${roleId}`
}
