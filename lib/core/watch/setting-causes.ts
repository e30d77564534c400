import { size, slice } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { hashCause } from './hash-cause'
import type { CauseKind, EventCause, EventDetail } from './queue-event'

/** The delays, roles and admins of a timelock as they changed. */
export function settingCauses(
  timelock: ChainAddress,
  settings: readonly TimelockSetting[],
): EventCause[] {
  return settings.map((setting) => {
    const { position } = setting
    const kind = kindOf(setting)
    return {
      kind,
      timelock,
      cause: hashCause({ kind, timelock, position }),
      at: position.blockTimestamp,
      blockNumber: position.blockNumber,
      transactionHash: position.transactionHash,
      detail: detailOf(setting),
    }
  })
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
