import { visibleText } from '@/lib/core/chain/visible-text'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import { executionDelayName } from '@/lib/core/timelock/access-manager/execution-delay-name'
import { roleLabelSubject } from '@/lib/core/timelock/access-manager/role-label'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Members, delays, guardians and targets of an AccessManager as they changed. */
export function foldAccessManagerSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, changesOf)
}

function changesOf({ position, ...log }: RawLog): readonly SettingChange[] {
  const event = decodeRawLog(accessManagerAbi, log)
  const now = position.blockTimestamp
  switch (event?.eventName) {
    case 'RoleGranted': {
      const { roleId, account, delay, since, newMember } = event.args
      const role = nameOfRole(roleId)
      const name = executionDelayName(account, role)
      return [
        { what: 'role', role, account, granted: true },
        { what: 'delay', name, after: BigInt(delay) },
        ...beginning(newMember ? `${account} as ${role}` : name, since, now),
      ]
    }
    case 'RoleRevoked': {
      const { roleId, account } = event.args
      return [{ what: 'role', role: nameOfRole(roleId), account, granted: false }]
    }
    case 'RoleGrantDelayChanged': {
      const { roleId, delay, since } = event.args
      const name = `grant delay of ${nameOfRole(roleId)}`
      return [{ what: 'delay', name, after: BigInt(delay) }, ...beginning(name, since, now)]
    }
    case 'TargetAdminDelayUpdated': {
      const { target, delay, since } = event.args
      const name = `admin delay of ${target}`
      return [{ what: 'delay', name, after: BigInt(delay) }, ...beginning(name, since, now)]
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
    case 'RoleLabel': {
      const { roleId, label } = event.args
      const after = visibleText(label, { maxLength: longestLabel })
      return [{ what: 'rule', subject: roleLabelSubject(nameOfRole(roleId)), after }]
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

/** Characters of a label that are kept: whoever writes it may write as much as a block takes. */
const longestLabel = 100

/** Beyond this a date has no text. Seconds. */
const lastSecond = 253_402_300_799

/** When it begins to count, where that is later than its event: roles are granted, and delays made shorter, for a time to come. */
function beginning(subject: string, since: number, now: bigint): SettingChange[] {
  if (BigInt(since) <= now) return []
  const date = new Date(Math.min(since, lastSecond) * 1_000).toISOString().replace('.000Z', 'Z')
  return [{ what: 'rule', subject, after: `from ${date} on` }]
}

function nameOfRole(roleId: bigint): string {
  if (roleId === 0n) return 'ADMIN_ROLE'
  return roleId === 2n ** 64n - 1n ? 'PUBLIC_ROLE' : `role ${roleId}`
}
