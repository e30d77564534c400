import { type Address, type Client, getAddress, isAddressEqual, numberToHex, slice } from 'viem'
import { getStorageAt } from 'viem/actions'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import type { Known } from '@/lib/core/chain/snapshot'
import { affectedProxies } from '@/lib/core/proxy/affected-proxies'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import type { ReplacedCode, ReplayOverride, ReplaySubject } from '@/lib/core/replay/replay'
import type { ReviewInput } from '@/lib/core/report/review-input'

export type ReadReplaySubjectParameters = {
  readonly input: ReviewInput
  /** Words that the new code finds otherwise, as a migration leaves them. */
  readonly overrides?: readonly ReplayOverride[] | undefined
}

/** What is replayed, and what of the patch is left out of it, in words. */
export type ReadReplaySubjectReturnType = {
  readonly subject: ReplaySubject
  readonly gaps: readonly string[]
  /** It replaces code, and does nothing else. */
  readonly isPlain: boolean
}

/** Slots of a beacon in which its implementation is looked for: OpenZeppelin's has it in the second. */
const beaconSlots = 16

/**
 * Finds out which codes a patch replaces, at the block of its input. All that get new code in the same patch are replaced
 * together.
 *
 * @throws RpcUnreachableError
 */
export async function readReplaySubject(
  client: Client,
  { input, overrides = [] }: ReadReplaySubjectParameters,
): Promise<ReadReplaySubjectReturnType> {
  const { chainId, block, calls, protocol } = input
  const orders = calls.flatMap((call) => {
    const order = call.operation === 'delegatecall' ? undefined : readUpgradeCall(call)
    return order ? [order] : []
  })
  const named = [
    ...protocol.proxies.map(({ address }) => address),
    ...orders.map(({ proxy }) => proxy),
  ]
  const distinct = [...new Set(named.map((address) => getAddress(address)))]
  const read = await Promise.all(
    distinct.map((address) =>
      readProxy(client, { at: { chainId, address }, blockNumber: block.number }),
    ),
  )
  const proxies = read.flatMap((one) => (one.kind === 'not-a-proxy' ? [] : [one]))
  const found = await Promise.all(
    orders.map(async (order): Promise<Known<ReplacedCode>[]> => {
      const reached = affectedProxies(order, proxies)
      if (reached.length === 0) {
        const target = read[distinct.findIndex((one) => isAddressEqual(one, order.proxy))]
        const what = target?.kind === 'not-a-proxy' ? describeNotAProxy(target) : 'no proxy known'
        return [unknown(`The code behind ${order.proxy} could not be replaced: ${what}.`)]
      }
      const { to } = order
      const at = { chainId, blockNumber: block.number }
      const codeHash = await readCodeHash(client, { ...at, address: to })
      if (codeHash === undefined) return [unknown(`There is no code at ${to}.`)]
      return await Promise.all(
        reached.map((proxy) => replaceCode(client, { proxy, to, codeHash, ...at })),
      )
    }),
  )
  const replaced = found.flat().flatMap((one) => (one.known ? [one.value] : []))
  const gaps = found.flat().flatMap((one) => (one.known ? [] : [one.reason]))
  const isPlain = calls.length === orders.length && orders.every(({ migration }) => !migration)
  return { subject: { chainId, block, replaced, overrides }, gaps, isPlain }
}

function unknown(reason: string): Known<never> {
  return { known: false, reason }
}

type ReplaceCodeParameters = Pick<ReplacedCode, 'to' | 'codeHash'> & {
  readonly proxy: Proxy
  readonly blockNumber: bigint
}

async function replaceCode(
  client: Client,
  { proxy, to, codeHash, blockNumber }: ReplaceCodeParameters,
): Promise<Known<ReplacedCode>> {
  const place = await findPlace(client, { proxy, blockNumber })
  if (!place.known) return place
  const { address, kind, implementation } = proxy
  const from = implementation.address
  return { known: true, value: { proxy: address, kind, ...place.value, from, to, codeHash } }
}

type Place = Pick<ReplacedCode, 'holder' | 'slot'>

/** Where the address of the code is kept. */
async function findPlace(
  client: Client,
  { proxy, blockNumber }: { proxy: Proxy; blockNumber: bigint },
): Promise<Known<Place>> {
  const { kind, address, upgradeTarget, implementation } = proxy
  if (kind !== 'beacon') {
    return { known: true, value: { holder: address, slot: eip1967Slots.implementation } }
  }
  const slots = Array.from({ length: beaconSlots }, (_, at) => numberToHex(at, { size: 32 }))
  const words = await Promise.all(
    slots.map((slot) => getStorageAt(client, { address: upgradeTarget, slot, blockNumber })),
  )
  const found = words.flatMap((word, at) =>
    word && isAddressEqual(slice(word, 12) as Address, implementation.address) ? at : [],
  )
  const slot = slots[found[0] ?? -1]
  if (found.length === 1 && slot) return { known: true, value: { holder: upgradeTarget, slot } }
  const reason = `It is not known where the beacon ${upgradeTarget} keeps its implementation.`
  return { known: false, reason }
}
