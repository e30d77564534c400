import { type Abi, type Address, getAddress, isAddressEqual } from 'viem'
import { deriveExpectations } from '@/lib/actions/simulation/derive-expectations'
import { findHolder, type Holder } from '@/lib/actions/simulation/find-holder'
import type { TrialParameters } from '@/lib/actions/simulation/trial'
import type { Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import type { ExpectationOrigin } from '@/lib/core/simulation/expected-answers'
import type { NamedAddress } from '@/lib/core/simulation/expression'
import {
  type Actor,
  type Journey,
  type Price,
  type ReadExpectations,
  readExpectations,
} from '@/lib/core/simulation/read-expectations'

/** What a patch is held against, and what is needed to do so. */
export type Scene = {
  readonly declared: ReadExpectations
  readonly journeys: readonly (Journey & { readonly origin: ExpectationOrigin })[]
  readonly prices: readonly (Price & { readonly origin: ExpectationOrigin })[]
  /** How many proxies there are from which nothing was derived. */
  readonly unseen: number
  /** Who an actor is: of a token its top holder, the same in every world. */
  readonly whoIs: (actor: Actor) => Promise<Known<Address>>
  /** What reverts are read with. */
  readonly errors: Abi
}

/** Proxies from which journeys and prices are derived. */
const mostDerived = 16

/** What the configuration declares cannot be read. */
class UnreadableExpectationsError extends BaseError {
  override readonly name = 'UnreadableExpectationsError'
}

/**
 * Gathers what a protocol declares of itself and what follows from what its contracts are. Without a configuration nothing
 * counts as declared: the addresses are then only what the patch itself says.
 *
 * @throws UnreadableExpectationsError, ForkError
 */
export async function openScene(parameters: TrialParameters): Promise<Scene> {
  const { client, input, gathered, before } = parameters
  const { protocol, chainId, block } = input
  const names = namedProxies(parameters)
  const isConfigured = protocol.name !== undefined
  const read = readExpectations((isConfigured && protocol.expects) || {}, names)
  const [problem] = read.problems
  if (problem) {
    throw new UnreadableExpectationsError('What the protocol declares cannot be read.', {
      facts: [[problem.where, `expects.${problem.where}: ${problem.problem}`]],
    })
  }
  const except = [
    ...names.map(({ address }) => address),
    ...[protocol.safe, protocol.timelock].filter((one) => one !== undefined),
  ]
  const holders = new Map<Address, Promise<Known<Holder>>>()
  const holderOf = (token: Address) => {
    const key = getAddress(token)
    const asked = { chainId, token, blockNumber: block.number, except: [...except, token] }
    const found = holders.get(key) ?? findHolder({ client, world: before }, asked)
    holders.set(key, found)
    return found
  }
  const looked = upgradedFirst(names, parameters).slice(0, mostDerived)
  const derived = readExpectations(
    await deriveExpectations(before, { proxies: looked, holderOf }),
    [],
  ).value
  const origin = <T>(of: ExpectationOrigin, list: readonly T[]) =>
    list.map((one) => ({ ...one, origin: of }))
  return {
    declared: read.value,
    unseen: names.length - looked.length,
    journeys: [...origin('declared', read.value.journeys), ...origin('derived', derived.journeys)],
    prices: [...origin('declared', read.value.prices), ...origin('derived', derived.prices)],
    whoIs: async (actor) => {
      if (actor.kind === 'address') return { known: true, value: actor.address }
      const found = await holderOf(actor.token)
      return found.known ? { known: true, value: found.value.address } : found
    },
    errors: Object.values(gathered.abis)
      .flat()
      .filter(({ type }) => type === 'error'),
  }
}

/** The proxies of the configuration, and those that the patch upgrades. */
function namedProxies({ input, gathered }: TrialParameters): NamedAddress[] {
  const { proxies } = input.protocol
  const upgraded = gathered.upgrades.flatMap(({ upgrade }) => upgrade.proxies)
  const distinct = [...new Map(upgraded.map((one) => [one.toLowerCase(), one])).values()]
  const unnamed = distinct.filter(
    (one) => !proxies.some(({ address }) => isAddressEqual(address, one)),
  )
  return [...proxies, ...unnamed.map((address) => ({ name: address, address }))]
}

function upgradedFirst(names: readonly NamedAddress[], { gathered }: TrialParameters) {
  const isUpgraded = ({ address }: NamedAddress) =>
    gathered.upgrades.some(({ upgrade }) =>
      upgrade.proxies.some((one) => isAddressEqual(one, address)),
    )
  return names.toSorted((a, b) => Number(isUpgraded(b)) - Number(isUpgraded(a)))
}
