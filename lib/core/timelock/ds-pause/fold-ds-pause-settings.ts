import { decodeNote } from '@/lib/core/timelock/ds-pause/decode-note'
import { dsPauseAbi } from '@/lib/core/timelock/ds-pause/ds-pause-abi'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import { foldChanges, type SettingChange } from '@/lib/core/timelock/kind/fold-changes'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** Owner, authority and delay of a DSPause as they changed. Its constructor tells who deployed it, not who owns it. */
export function foldDsPauseSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  return foldChanges(logs, changesOf)
}

function changesOf(log: Pick<RawLog, 'topics' | 'data'>): readonly SettingChange[] {
  const note = decodeNote(log)
  if (note?.what === 'setDelay') return [{ what: 'delay', name: 'delay', after: note.delay }]
  const event = decodeRawLog(dsPauseAbi, log)
  switch (event?.eventName) {
    case 'LogSetAuthority':
      return [{ what: 'admin', name: 'authority', after: event.args.authority }]
    case 'LogSetOwner':
      return [{ what: 'admin', name: 'owner', after: event.args.owner }]
    default:
      return []
  }
}
