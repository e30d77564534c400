import type { Address, Hash, Hex } from 'viem'
import type { LayerSlot } from '@/lib/core/proxy/layer-facts'

/** Words at the places where proxies keep what they forward to and who may change it. */
export type SlotWords = Readonly<Record<ProxySlot, Hash>>

export type ProxySlot = Exclude<LayerSlot, 'first'> | 'rollback'

/** Whose code ran in the storage of a proxy when somebody called it, first things first. */
export type RanCode = {
  readonly from: Address
  readonly selector: Hex
  /** Undefined where it called no code. */
  readonly code: Address | undefined
}

/** What one proxy forwards to, without and with the patch. */
export type ProxySlots = {
  readonly proxy: Address
  readonly before: SlotWords
  readonly after: SlotWords
  /** What the beacon in its slot answers with the patch. Undefined where there is none or it does not answer. */
  readonly beaconAnswers?: Address | undefined
  /** With the patch. */
  readonly ran: readonly RanCode[]
  /** Hash of what stands at the declared implementation with the patch. */
  readonly codeHash: Hash
}
