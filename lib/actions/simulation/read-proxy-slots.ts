import {
  type Address,
  getAddress,
  type Hex,
  pad,
  slice,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from 'viem'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import type { Trial } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import type { ProxySlot, ProxySlots, RanCode, SlotWords } from '@/lib/core/check/proxy/proxy-slots'
import { slotNumbers } from '@/lib/core/check/proxy/slot-numbers'
import type { CallFrame } from '@/lib/core/simulation/call-frame'

/** Functions that are called to see whose code runs. */
const mostSelectors = 40

/** Of nobody, and of the getters that a proxy which hides something would answer itself. */
const asked: readonly Hex[] = ['0x5c60da1b', '0xf851a440', '0xdeadc0de']

/** Reads where each proxy keeps what it forwards to, and calls it to see whose code really runs. */
export const readProxySlots: Trial = {
  kinds: ['proxy slots'],
  run: async ({ input: { protocol }, gathered, before, after }) => {
    const upgrades: CheckFacts[] = []
    for (const { upgrade, facts } of gathered.upgrades) {
      const codeHash = hashCode(await after.codeAt(upgrade.to))
      const selectors = selectorsOf(facts)
      const senders = [zeroAddress, protocol.timelock, protocol.safe].flatMap((one) => one ?? [])
      const value: ProxySlots[] = []
      for (const proxy of upgrade.proxies) {
        const now = await readSlots(after, proxy)
        const { beacon } = now
        value.push({
          proxy,
          before: await readSlots(before, proxy),
          after: now,
          beaconAnswers:
            beacon === zeroHash ? undefined : await askBeacon(after, getAddress(slice(beacon, 12))),
          ran: [
            ...(await codesRun(after, proxy, stranger, selectors)),
            ...(
              await Promise.all(senders.map((from) => codesRun(after, proxy, from, asked.slice(2))))
            ).flat(),
          ],
          codeHash,
        })
      }
      upgrades.push({ 'proxy slots': { known: true, value, anchor: 'recomputed' } })
    }
    return { upgrades }
  },
}

function selectorsOf({ 'new ABI': abi, 'new analysis': analysis }: CheckFacts): Hex[] {
  const named = abi?.known
    ? abi.value.flatMap((item) => (item.type === 'function' ? [toFunctionSelector(item)] : []))
    : []
  const found = analysis?.known ? analysis.value.selectors : []
  return [...new Set([...asked, ...[...named, ...found].toSorted()])].slice(0, mostSelectors)
}

async function readSlots(world: World, proxy: Address): Promise<SlotWords> {
  const slots = Object.entries(slotNumbers) as [ProxySlot, Hex][]
  const words = await Promise.all(
    slots.map(async ([name, slot]) => [name, await world.storageAt(proxy, slot)] as const),
  )
  return Object.fromEntries(words) as Record<ProxySlot, Hex>
}

async function askBeacon(world: World, beacon: Address): Promise<Address | undefined> {
  const { succeeded, output } = await world.call({ to: beacon, data: '0x5c60da1b' })
  return succeeded && output.size === 32 ? getAddress(slice(output.data, 12)) : undefined
}

function codesRun(
  world: World,
  proxy: Address,
  from: Address,
  selectors: readonly Hex[],
): Promise<RanCode[]> {
  return Promise.all(
    selectors.map(async (selector) => {
      // Words behind it, so that nothing is refused for being too short.
      const data = pad(selector, { dir: 'right', size: 4 + 8 * 32 })
      const { frames } = await world.probe({ from, to: proxy, data })
      return { from, selector, code: firstDelegate(frames, proxy) }
    }),
  )
}

/** What the proxy itself hands the call on to. */
function firstDelegate(frames: readonly CallFrame[], proxy: Address): Address | undefined {
  const found = frames.find(
    ({ depth, kind, context }) =>
      depth === 1 && kind === 'DELEGATECALL' && context?.toLowerCase() === proxy.toLowerCase(),
  )
  return found?.to
}
