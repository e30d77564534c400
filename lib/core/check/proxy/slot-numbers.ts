import type { Hash } from 'viem'
import { eip1967Slots, rollbackSlot } from '@/lib/core/proxy/eip1967-slots'
import { legacySlots } from '@/lib/core/proxy/legacy-slots'
import type { ProxySlot } from './proxy-slots'

/** Where proxies keep these things; the names are ours. */
export const slotNumbers: Readonly<Record<ProxySlot, Hash>> = {
  ...eip1967Slots,
  rollback: rollbackSlot,
  zosImplementation: legacySlots.zosImplementation,
  zosAdmin: legacySlots.zosAdmin,
  proxiable: legacySlots.proxiable,
}
