import { type Abi, type AbiFunction, type Address, isAddressEqual } from 'viem'
import { provedCode } from '@/lib/actions/review/review-code'
import { askAll } from '@/lib/actions/simulation/ask-all'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { AskedContract } from '@/lib/core/simulation/getter-reads'
import { distinctAddresses } from '@/lib/core/simulation/occurring-addresses'
import { governanceGetters, standardGetters } from '@/lib/core/simulation/standard-getters'
import type { ContractModel } from '@/lib/core/source/contract-model'

/** A contract whose getters are asked, with what is known of its functions on both sides. */
export type GetterTarget = Pick<AskedContract, 'address' | 'why' | 'known'> & {
  /** What the code has that runs without the patch. */
  readonly old: Abi
  /** What the new code has; the same where it stays. */
  readonly now: Abi
  /** Selectors that only the code tells: asked as they are. */
  readonly selectors: readonly `0x${string}`[]
  readonly model?: ContractModel | undefined
}

/** Contracts that are asked at most. */
const mostContracts = 16

/** Which contracts are asked: those that get new code, the protocol's other proxies, and whatever was written to. */
export async function getterTargets(
  parameters: TrialParameters,
): Promise<{ readonly targets: readonly GetterTarget[]; readonly omitted: readonly Address[] }> {
  const { chain, simulation, input, before } = parameters
  const upgraded = upgradedTargets(parameters)
  const taken = (address: Address) => upgraded.some((one) => isAddressEqual(one.address, address))
  const proxies = chain.facts.proxies.map(({ address }) => address)
  const written = simulation.diff.known
    ? simulation.diff.value.contracts.filter(({ storage }) => storage.length > 0)
    : []
  const { safe, timelock } = input.protocol
  const all = distinctAddresses([
    ...proxies,
    ...[safe, timelock].flatMap((one) => one ?? []),
    ...written.map(({ address }) => address),
  ]).filter((address) => !taken(address))
  // What the patch creates has answered nothing before.
  const codes = await askAll(all, (address) => before.codeAt(address))
  const rest = all.filter((_, at) => codes[at] !== '0x')
  const room = Math.max(0, mostContracts - upgraded.length)
  const others = await Promise.all(rest.slice(0, room).map((one) => otherTarget(one, parameters)))
  return { targets: [...upgraded, ...others], omitted: rest.slice(room) }
}

function upgradedTargets({ gathered }: TrialParameters): GetterTarget[] {
  return gathered.upgrades.flatMap(({ upgrade, facts }) => {
    const [old, now] = [facts['old ABI'], facts['new ABI']]
    const analysis = facts['old analysis']
    const model = facts['new model']
    const isKnown = old?.known === true
    const selectors = !isKnown && analysis?.known ? analysis.value.selectors : []
    const known = isKnown ? 'ABI' : selectors.length > 0 ? 'code' : 'standards'
    return upgrade.proxies.map((address): GetterTarget => {
      const oldAbi = isKnown ? old.value : now?.known ? now.value : standardGetters
      return {
        address,
        why: 'upgraded',
        known,
        old: oldAbi,
        now: now?.known ? now.value : oldAbi,
        selectors,
        ...(model?.known ? { model: model.value } : {}),
      }
    })
  })
}

async function otherTarget(
  address: Address,
  { chain, input, before, reviewCode }: TrialParameters,
): Promise<GetterTarget> {
  const is = (one: Address | undefined) => one !== undefined && isAddressEqual(one, address)
  const own = { address, selectors: [] }
  if (is(input.protocol.safe) || is(input.protocol.timelock)) {
    return { ...own, why: 'written', known: 'ABI', old: governanceGetters, now: governanceGetters }
  }
  const configured = chain.facts.proxies.find((one) => is(one.address))
  const why = configured ? 'configured' : 'written'
  const behind = configured?.proxy.known ? configured.proxy.value.implementation.address : address
  const code = await before.codeAt(behind)
  const made =
    reviewCode && code !== '0x'
      ? provedCode(await reviewCode({ chainId: input.chainId, address: behind, code }))
      : undefined
  if (!made?.known) {
    return { ...own, why, known: 'standards', old: standardGetters, now: standardGetters }
  }
  const { contract, model } = made.value
  return { ...own, why, known: 'ABI', old: contract.abi, now: contract.abi, model }
}

/** State variables that a getter reads, its own where it is made from a public variable. */
export function readsOf(getter: AbiFunction, model: ContractModel | undefined): readonly string[] {
  const own = model?.functions.find(
    ({ name, visibility }) => name === getter.name && visibility !== 'internal',
  )
  return own?.reads ?? (model ? [getter.name] : [])
}
