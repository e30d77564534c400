import { type Address, getAddress, type Hash, slice, zeroHash } from 'viem'
import { type SimulationTools, simulatePatch } from '@/lib/actions/simulation/simulate-patch'
import type { WatchedPatch } from '@/lib/actions/watch/watch-context'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import type { Look } from '@/lib/core/patch/look'
import type { WatchedCode } from '@/lib/core/patch/watched-facts'
import { watchedFacts } from '@/lib/core/patch/watched-facts'
import { affectedProxies } from '@/lib/core/proxy/affected-proxies'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { readUpgradeCall } from '@/lib/core/proxy/read-upgrade-call'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { reviewInputOf } from '@/lib/core/report/review-input-of'
import { effectsOf } from '@/lib/core/simulation/effects-of'
import { momentOf } from '@/lib/core/simulation/moment-of'
import type { Simulation } from '@/lib/core/simulation/simulation'

/** Addresses whose code is looked at: no patch calls more. */
const mostCodes = 100

/**
 * Looks at a patch and at all that it rests on, at the block at which its chain was read: the facts, and what its execution
 * would do. What cannot be read is unknown in it.
 */
export async function gatherLook(
  tools: SimulationTools,
  { record, chain, protocol }: WatchedPatch,
): Promise<Look> {
  const input = reviewInputOf({ record, chain, protocol })
  const [codes, { simulation, abis }] = await Promise.all([
    Promise.all(codesOf(input, chain).map((one) => readCode(tools, input, one))),
    simulatePatch(tools, { input, chain }),
  ])
  return {
    block: input.block,
    facts: watchedFacts({ record, facts: chain.facts, codes }),
    executes: executes(simulation),
    effects: effectsOf({
      walked: simulation,
      source: simulation.engine,
      at: momentOf(simulation),
      counted:
        record.operationId && input.protocol.timelock
          ? { to: input.protocol.timelock, by: 'execute' }
          : undefined,
      abis,
    }),
  }
}

/** A Safe transaction that does more than to schedule is run by itself. */
function executes({ path }: Simulation): Look['executes'] {
  return path === 'execute' || path === 'schedule and execute' ? 'operation' : 'transaction'
}

type Wanted = { readonly address: Address; readonly mayForward: boolean }

/** What is called, what is installed, and what stands where it is installed. */
function codesOf(
  { calls, patch }: ReviewInput,
  { facts }: Pick<WatchedPatch['chain'], 'facts'>,
): Wanted[] {
  const proxies = facts.proxies.flatMap(({ proxy }) => (proxy.known ? [proxy.value] : []))
  const orders = calls.flatMap((call) => readUpgradeCall(call) ?? [])
  const forwarding = [
    ...calls.map(({ target }) => target),
    ...orders.map(({ proxy }) => proxy),
    ...orders.flatMap((order) => affectedProxies(order, proxies)).map(({ address }) => address),
    ...(patch?.upgrades ?? []).map(({ proxy }) => proxy.address),
  ]
  const installed = [
    ...orders.map(({ to }) => to),
    ...(patch?.upgrades ?? []).map(({ to }) => to.address),
  ]
  const all = [...forwarding, ...installed].map((address) => getAddress(address))
  const mayForward = new Set(forwarding.map((address) => getAddress(address)))
  return [...new Set(all)]
    .slice(0, mostCodes)
    .map((address) => ({ address, mayForward: mayForward.has(address) }))
}

async function readCode(
  { client }: Pick<SimulationTools, 'client'>,
  { chainId, block }: ReviewInput,
  { address, mayForward }: Wanted,
): Promise<WatchedCode> {
  const at = { chainId, address, blockNumber: block.number }
  const hash = readCodeHash(client, at).then((found): string => found ?? 'none')
  const slots = [BigInt(eip1967Slots.implementation)]
  const word = mayForward
    ? readStorageWords(client, { ...at, slots }).then((words) =>
        wordText(words.get(slots[0] ?? 0n)),
      )
    : undefined
  const [code, implementation] = await Promise.all([
    readKnown(`the code of ${address}`, hash),
    word && readKnown(`the implementation of ${address}`, word),
  ])
  return { address, code, implementation }
}

function wordText(word: Hash | undefined): string {
  return word === undefined || word === zeroHash ? 'none' : getAddress(slice(word, 12))
}
