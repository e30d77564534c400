import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

/** Owner, modules and, of 1.1, delays of a Delay as they changed. 1.0 tells of no delay. */
export function foldZodiacDelaySettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, changesOf)
}

function changesOf(log: Pick<RawLog, 'topics' | 'data'>): readonly SettingChange[] {
  const event = decodeRawLog(zodiacDelayAbi, log)
  switch (event?.eventName) {
    case 'AvatarSet':
      return [{ what: 'admin', name: 'avatar', after: event.args.newAvatar }]
    case 'DelaySetup':
      return [
        { what: 'admin', name: 'avatar', after: event.args.avatar },
        { what: 'admin', name: 'target', after: event.args.target },
      ]
    case 'EnabledModule':
    case 'DisabledModule': {
      const granted = event.eventName === 'EnabledModule'
      return [{ what: 'role', role: 'module', account: event.args.module, granted }]
    }
    case 'OwnershipTransferred':
      return [{ what: 'admin', name: 'owner', after: event.args.newOwner }]
    case 'TargetSet':
      return [{ what: 'admin', name: 'target', after: event.args.newTarget }]
    case 'TxCooldownSet':
      return [{ what: 'delay', name: 'cooldown', after: event.args.cooldown }]
    case 'TxExpirationSet':
      return [{ what: 'delay', name: 'expiration', after: event.args.expiration }]
    case 'TxNonceSet':
      return [{ what: 'rule', subject: 'next nonce', after: `${event.args.nonce}` }]
    default:
      return []
  }
}
