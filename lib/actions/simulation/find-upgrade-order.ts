import { type Address, getAddress, type Hex, isAddressEqual, slice, zeroAddress } from 'viem'
import type { World } from '@/lib/adapters/fork/open-world'
import type { ReviewedUpgrade } from '@/lib/core/check/check-facts'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { readUpgradeCall, type UpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { Simulation } from '@/lib/core/simulation/simulation'

/** The call of a patch that orders an upgrade, and who was seen to make it. */
export type UpgradeOrder = { readonly order: UpgradeCall; readonly by: Address | undefined }

/** Finds the call that orders an upgrade, and in the trace of the path whoever made it. */
export function findUpgradeOrder(
  { to, proxies }: ReviewedUpgrade,
  { calls }: Pick<ReviewInput, 'calls'>,
  { steps }: Pick<Simulation, 'steps'>,
): UpgradeOrder | undefined {
  for (const call of calls) {
    const order = readUpgradeCall(call)
    if (!order || !isAddressEqual(order.to, to)) continue
    const isOurs =
      order.via === 'proxy-or-beacon' || proxies.some((one) => isAddressEqual(one, order.proxy))
    if (!isOurs) continue
    const frames = steps.flatMap(({ outcome }) =>
      outcome.status === 'done' && outcome.transaction?.frames.known
        ? outcome.transaction.frames.value
        : [],
    )
    const made = frames.find(
      ({ kind, to: target, input, undone }) =>
        kind === 'CALL' &&
        !undone &&
        target !== undefined &&
        isAddressEqual(target, call.target) &&
        startsAlike(input.data, call.data),
    )
    return { order, by: made?.from }
  }
  return undefined
}

/** What is kept of the calldata in a trace may be cut off. */
function startsAlike(traced: Hex, data: Hex): boolean {
  const length = Math.min(traced.length, data.length)
  return (
    length >= 10 && traced.slice(0, length).toLowerCase() === data.slice(0, length).toLowerCase()
  )
}

/** The accounts and contracts that a proxy itself names as those who may change it. */
export async function readPowers(world: World, proxy: Address): Promise<Address[]> {
  const word = async (slot: keyof typeof eip1967Slots) =>
    getAddress(slice(await world.storageAt(proxy, eip1967Slots[slot]), 12))
  const own = [await word('admin'), await word('beacon')].filter((one) => one !== zeroAddress)
  const owners = await Promise.all([proxy, ...own].map((one) => ask(world, one, '0x8da5cb5b')))
  return [...own, ...owners.flatMap((one) => one ?? [])]
}

async function ask(world: World, to: Address, data: Hex): Promise<Address | undefined> {
  const { succeeded, output } = await world.call({ to, data })
  if (!succeeded || output.size !== 32 || BigInt(output.data) >> 160n !== 0n) return undefined
  const found = getAddress(slice(output.data, 12))
  return found === zeroAddress ? undefined : found
}
