import {
  type Address,
  concat,
  getAddress,
  type Hash,
  keccak256,
  numberToHex,
  pad,
  slice,
} from 'viem'
import type { Trial } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import type { SafeSettings } from '@/lib/core/check/transaction/safe-settings'
import { safeSettingSlots } from '@/lib/core/simulation/safe-slots'

/** Reads what commands each Safe of the protocol, without and with the patch, from storage and not by asking it. */
export const readSafeSettings: Trial = {
  kinds: ['safe settings'],
  run: async ({ input: { protocol }, chain: { facts }, before, after }) => {
    if (protocol.safe && !facts.safe.known) return { patch: { 'safe settings': facts.safe } }
    const states = [facts.safe, facts.guardian].flatMap((one) => (one?.known ? [one.value] : []))
    const addresses = [...new Set(states.map(({ safe }) => getAddress(safe.address)))]
    const value = []
    for (const safe of addresses) {
      value.push({
        safe,
        before: await readSettings(before, safe),
        after: await readSettings(after, safe),
      })
    }
    return { patch: { 'safe settings': { known: true, value, anchor: 'recomputed' } } }
  },
}

async function readSettings(world: World, safe: Address): Promise<SafeSettings> {
  const word = (slot: Hash) => world.storageAt(safe, slot)
  const address = async (slot: Hash) => getAddress(slice(await word(slot), 12))
  return {
    singleton: await address(safeSettingSlots.singleton),
    owners: await readList(world, safe, safeSettingSlots.owners),
    modules: await readList(world, safe, safeSettingSlots.modules),
    threshold: BigInt(await word(safeSettingSlots.threshold)),
    guard: await address(safeSettingSlots.guard),
    moduleGuard: await address(safeSettingSlots.moduleGuard),
    fallbackHandler: await address(safeSettingSlots.fallbackHandler),
  }
}

const sentinel: Address = '0x0000000000000000000000000000000000000001'
const longestList = 200

/** The linked list that a Safe keeps in a mapping, from its sentinel round to it. */
async function readList(
  world: World,
  safe: Address,
  mapping: Hash,
): Promise<readonly Address[] | undefined> {
  const found: Address[] = []
  let at = sentinel
  while (found.length < longestList) {
    const slot = keccak256(concat([pad(at, { size: 32 }), mapping]))
    const next = getAddress(slice(await world.storageAt(safe, slot), 12))
    if (next === sentinel) return found
    // A Safe of before 1.1.0 that has never had a module.
    if (next === numberToHex(0, { size: 20 })) return found.length === 0 ? found : undefined
    found.push(next)
    at = next
  }
  return undefined
}
