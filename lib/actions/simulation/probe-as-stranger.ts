import { type Abi, type Address, getAddress, isAddressEqual, slice, toFunctionSelector } from 'viem'
import { decodeNewWrites } from '@/lib/actions/simulation/decode-new-writes'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import { tryCalls } from '@/lib/actions/simulation/try-calls'
import type { World } from '@/lib/adapters/fork/open-world'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { listStrangerCalls } from '@/lib/core/simulation/list-stranger-calls'
import type { StrangerCalls } from '@/lib/core/simulation/stranger-calls'

/** Calls every function that may write as somebody who is nobody: of each proxy in both worlds, of the new code itself. */
export const probeAsStranger: Trial = {
  kinds: ['stranger calls'],
  run: async (parameters) => {
    const upgrades: CheckFacts[] = []
    for (const upgrade of parameters.gathered.upgrades) {
      upgrades.push(await probeUpgrade(upgrade, parameters))
    }
    return { upgrades }
  },
}

type Gathered = TrialParameters['gathered']['upgrades'][number]

async function probeUpgrade(
  { upgrade, facts }: Gathered,
  { input, before, after }: TrialParameters,
): Promise<CheckFacts> {
  const abis = [facts['new ABI'], facts['old ABI']].flatMap((one) =>
    one?.known ? [one.value] : [],
  )
  const selectors = [facts['new analysis'], facts['old analysis']].flatMap((one) =>
    one?.known ? one.value.selectors : [],
  )
  if (!facts['new ABI']?.known && !facts['new analysis']?.known) {
    const reason = facts['new ABI']?.reason ?? 'the functions of the new code are not known'
    return { 'stranger calls': { known: false, reason } }
  }
  const used = [
    upgrade.migration,
    ...input.calls
      .filter(({ target }) => upgrade.proxies.some((proxy) => isAddressEqual(proxy, target)))
      .map(({ data }) => data),
  ]
  const actorsOf = async (proxy: Address) => ({
    stranger,
    proxy,
    token: (await findToken(after, proxy, abis[0] ?? [])) ?? proxy,
  })
  const tried = await tryCalls(
    { before, after },
    {
      from: stranger,
      targets: [
        ...(await Promise.all(
          upgrade.proxies.map(async (target) => ({
            target,
            direct: false,
            functions: listStrangerCalls({ abis, selectors, used, actors: await actorsOf(target) }),
          })),
        )),
        {
          target: upgrade.to,
          direct: true,
          functions: listStrangerCalls({
            abis: abis.slice(0, facts['new ABI']?.known ? 1 : 0),
            selectors: facts['new analysis']?.known ? facts['new analysis'].value.selectors : [],
            used,
            actors: { stranger, proxy: upgrade.to, token: upgrade.to },
          }),
        },
      ],
    },
  )
  const value: StrangerCalls = await decodeNewWrites(after, { tried, facts })
  return { 'stranger calls': { known: true, value, anchor: 'recomputed' } }
}

/** A contract that the proxy names by a getter without arguments, what is called a token or asset first. */
async function findToken(world: World, proxy: Address, abi: Abi): Promise<Address | undefined> {
  const getters = abi.flatMap((item) =>
    item.type === 'function' &&
    item.inputs.length === 0 &&
    item.outputs.length === 1 &&
    item.outputs[0]?.type === 'address'
      ? [item]
      : [],
  )
  const isToken = (name: string) => /asset|token|underlying|currency|weth/i.test(name)
  const sorted = getters
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .toSorted((a, b) => Number(isToken(b.name)) - Number(isToken(a.name)))
  for (const { name } of sorted.slice(0, 8)) {
    const { succeeded, output } = await world.call({
      to: proxy,
      data: toFunctionSelector(`${name}()`),
    })
    if (!succeeded || output.size !== 32 || BigInt(output.data) >> 160n !== 0n) continue
    const found = getAddress(slice(output.data, 12))
    if (!isAddressEqual(found, proxy) && (await world.codeAt(found)) !== '0x') return found
  }
  return undefined
}
