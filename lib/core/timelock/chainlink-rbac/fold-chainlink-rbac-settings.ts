import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { nameOfRole } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-roles'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Roles, delay and blocked functions of an RBACTimelock as they changed, and the calls that went past its queue. */
export function foldChainlinkRbacSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, changesOf)
}

function changesOf(log: Pick<RawLog, 'topics' | 'data'>): readonly SettingChange[] {
  const event = decodeRawLog(chainlinkRbacAbi, log)
  switch (event?.eventName) {
    case 'BypasserCallExecuted': {
      const { target, value, data } = event.args
      return [{ what: 'bypass', call: { target, value, data } }]
    }
    case 'FunctionSelectorBlocked':
      return [{ what: 'rule', subject: event.args.selector, after: 'blocked' }]
    case 'FunctionSelectorUnblocked':
      return [{ what: 'rule', subject: event.args.selector, after: 'allowed' }]
    case 'MinDelayChange': {
      const { oldDuration, newDuration } = event.args
      return [{ what: 'delay', name: 'minimum delay', before: oldDuration, after: newDuration }]
    }
    case 'RoleAdminChanged': {
      const { role, newAdminRole } = event.args
      const subject = `admin of ${nameOfRole(role)}`
      return [{ what: 'rule', subject, after: nameOfRole(newAdminRole) }]
    }
    case 'RoleGranted':
    case 'RoleRevoked': {
      const { role, account } = event.args
      const granted = event.eventName === 'RoleGranted'
      return [{ what: 'role', role: nameOfRole(role), account, granted }]
    }
    default:
      return []
  }
}
