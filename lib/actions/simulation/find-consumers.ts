import { type Abi, type AbiFunction, type Address, isAddressEqual, toFunctionSelector } from 'viem'
import { evaluateCall } from '@/lib/actions/simulation/evaluate-expression'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { parseCall } from '@/lib/core/simulation/parse-expression'

/** Getters by which a contract tells whom it calls. */
const addressGetters = [
  'oracle',
  'priceOracle',
  'getPriceOracle',
  'rateAdapter',
  'comptroller',
  'pool',
  'POOL',
  'vault',
  'asset',
  'underlying',
  'token',
  'market',
  'strategy',
  'interestRateModel',
  'registry',
  'provider',
] as const

/** A contract that names a patched one, and the functions of that which its code may call. */
export type FoundConsumer = {
  readonly consumer: Address
  readonly patched: Address
  readonly called: readonly AbiFunction[]
}

/** The proxies of the protocol whose getters answer the address of a patched one. @throws ForkError */
export async function findConsumers({
  gathered,
  chain,
  before,
}: Pick<TrialParameters, 'gathered' | 'chain' | 'before'>): Promise<FoundConsumer[]> {
  const found: FoundConsumer[] = []
  const patches = gathered.upgrades.flatMap(({ upgrade, facts }) =>
    upgrade.proxies.map((patched) => ({
      patched,
      abi: facts['old ABI']?.known ? facts['old ABI'].value : [],
    })),
  )
  for (const { patched, abi } of patches) {
    for (const { address, proxy } of chain.facts.proxies) {
      if (isAddressEqual(address, patched)) continue
      if (!(await isNamedBy(before, { consumer: address, patched }))) continue
      const code = await before.codeAt(proxy.known ? proxy.value.implementation.address : address)
      found.push({ consumer: address, patched, called: functionsIn(code, abi) })
    }
  }
  return found
}

function functionsIn(code: string, abi: Abi): AbiFunction[] {
  return abi.filter(
    (item): item is AbiFunction =>
      item.type === 'function' && code.includes(toFunctionSelector(item).slice(2)),
  )
}

async function isNamedBy(
  world: World,
  { consumer, patched }: Pick<FoundConsumer, 'consumer' | 'patched'>,
): Promise<boolean> {
  for (const getter of addressGetters) {
    const call = parseCall(`${consumer}.${getter}() returns (address)`, { names: [] })
    if (!call.known) continue
    const answer = await evaluateCall(call.value, { world, errors: [] })
    const value = answer.known && typeof answer.value === 'string' ? answer.value : undefined
    if (value && isAddressEqual(value as Address, patched)) return true
  }
  return false
}
