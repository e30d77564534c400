import { size, slice } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { isRoleLabel } from '@/lib/core/timelock/access-manager/role-label'
import type { SilentDelay } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { hashCause } from './hash-cause'
import type { CauseKind, EventCause, EventDetail } from './queue-event'

/** The delays, roles and admins of a timelock as they changed. Of words that somebody wrote, which change no rule, nobody is told. */
export function settingCauses(
  timelock: ChainAddress,
  settings: readonly TimelockSetting[],
): EventCause[] {
  const seen = new Map<string, number>()
  const rules = settings.filter((setting) => !isRoleLabel(setting))
  return rules.map((setting) => {
    const { position } = setting
    const kind = kindOf(setting)
    // One event of a contract may change several things.
    const place = `${kind} ${position.blockHash} ${position.logIndex}`
    const nth = seen.get(place) ?? 0
    seen.set(place, nth + 1)
    return {
      kind,
      timelock,
      cause: hashCause({ kind, timelock, position, also: nth === 0 ? undefined : String(nth) }),
      at: position.blockTimestamp,
      blockNumber: position.blockNumber,
      transactionHash: position.transactionHash,
      detail: detailOf(setting),
    }
  })
}

/** Delays that were changed without an event, as it was noticed. */
export function silentDelayCauses(
  timelock: ChainAddress,
  changes: readonly SilentDelay[],
): EventCause[] {
  const kind = 'delay-changed'
  return changes.map(({ name, before, after, blockNumber, blockHash, blockTimestamp }) => ({
    kind,
    timelock,
    cause: hashCause({ kind, timelock, also: `${name} ${blockHash}` }),
    at: blockTimestamp,
    blockNumber,
    detail: { of: 'delay', name, before, after },
  }))
}

function kindOf({ what }: TimelockSetting): CauseKind {
  if (what === 'delay') return 'delay-changed'
  return what === 'bypass' ? 'bypassed' : 'role-changed'
}

function detailOf(setting: TimelockSetting): EventDetail {
  switch (setting.what) {
    case 'delay': {
      const { name, before, after } = setting
      return { of: 'delay', name, ...(before === undefined ? {} : { before }), after }
    }
    case 'role': {
      const { role, account, granted } = setting
      return { of: 'role', role, account, granted }
    }
    case 'admin':
      return { of: 'admin', name: setting.name, account: setting.after }
    case 'rule':
      return { of: 'rule', about: setting.subject, after: setting.after }
    case 'bypass': {
      const { target, data } = setting.call
      return { of: 'call', target, selector: size(data) < 4 ? '0x' : slice(data, 0, 4) }
    }
  }
}
