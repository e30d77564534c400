import { type Address, zeroAddress } from 'viem'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'

/** Delays and admins of a Compound Timelock as they changed. The constructor tells of neither. */
export function foldCompoundSettings(logs: readonly RawLog[]): readonly TimelockSetting[] {
  const settings: TimelockSetting[] = []
  let before: bigint | undefined
  let pending: Address | undefined
  for (const { position, ...log } of inChainOrder(logs)) {
    const event = decodeRawLog(compoundAbi, log)
    if (event?.eventName === 'NewDelay') {
      const after = event.args.newDelay
      settings.push({
        position,
        what: 'delay',
        name: 'delay',
        ...(before !== undefined && { before }),
        after,
      })
      before = after
    }
    if (event?.eventName === 'NewAdmin') {
      const after = event.args.newAdmin
      settings.push({ position, what: 'admin', name: 'admin', after })
      // Who has accepted is pending no more; no event of its own tells that.
      if (after === pending) {
        pending = undefined
        settings.push({ position, what: 'admin', name: 'pending admin', after: zeroAddress })
      }
    }
    if (event?.eventName === 'NewPendingAdmin') {
      const after = event.args.newPendingAdmin
      pending = after
      settings.push({ position, what: 'admin', name: 'pending admin', after })
    }
  }
  return settings
}
