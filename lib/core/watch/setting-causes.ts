import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { hashCause } from './hash-cause'
import type { EventCause, EventDetail } from './queue-event'

/** The delays, roles and admins of a timelock as they changed. */
export function settingCauses(
  timelock: ChainAddress,
  settings: readonly TimelockSetting[],
): EventCause[] {
  return settings.map((setting) => {
    const { position } = setting
    const kind = setting.what === 'delay' ? 'delay-changed' : 'role-changed'
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
  }
}
