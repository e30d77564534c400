import { type Abi, type Address, encodeFunctionData, parseAbi } from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import { readRecentLogs } from '@/lib/actions/simulation/read-recent-logs'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { BaseError } from '@/lib/core/error/base-error'
import type { AllowedChange, AssetChanges, HeldChange } from '@/lib/core/simulation/asset-changes'
import {
  addressesOfCalls,
  addressesOfLogs,
  addressesOfSimulation,
  distinctAddresses,
} from '@/lib/core/simulation/occurring-addresses'
import { writtenKeys } from '@/lib/core/simulation/path-keys'

const abi = parseAbi([
  'function balanceOf(address holder) view returns (uint256)',
  'function allowance(address owner, address spender) view returns (uint256)',
  'function isApprovedForAll(address owner, address operator) view returns (bool)',
])

/** Bounds of what is asked: tokens, accounts of each, pairs of each. What is beyond is told. */
const most = { tokens: 24, accounts: 64, pairs: 48 }

/** Of a question: no token that people use needs as much. */
const gas = 2_000_000n

/** Asks every token that occurs what every account that occurs holds and may take, without the patch and with it. */
export const tryAssets: Trial = {
  kinds: ['asset changes'],
  run: async (parameters) => {
    const omitted: string[] = []
    const cut = <T>(some: readonly T[], kind: keyof typeof most): T[] => {
      const rest = some.length - most[kind]
      if (rest > 0) omitted.push(`${rest} ${kind} beyond the first ${most[kind]}`)
      return some.slice(0, most[kind])
    }
    const tokens = cut(await tokensOf(parameters), 'tokens')
    const accounts = cut(await accountsOf(parameters), 'accounts')
    const pairs = cut(pairsOf(parameters), 'pairs')
    const held = await readHeld(parameters, tokens, accounts)
    const allowed = await readAllowed(parameters, tokens, pairs)
    const value: AssetChanges = {
      tokens: tokens.length,
      accounts: accounts.length,
      pairs: pairs.length,
      held: held.flatMap(({ change }) => change ?? []),
      allowed: allowed.flatMap(({ change }) => change ?? []),
      unread: [...held, ...allowed].flatMap(({ unread }) => unread ?? []),
      omitted: [...new Set(omitted)],
    }
    return { patch: { 'asset changes': { known: true, value, anchor: 'recomputed' } } }
  },
}

/** Whatever the patch touches and answers like a token: a balance can change where something was written or new code runs. */
async function tokensOf(parameters: TrialParameters): Promise<Address[]> {
  const { simulation, chain, gathered } = parameters
  const { moves, allowances } = simulation.flows
  const moved = moves.flatMap((move) => (move.kind === 'ether' ? [] : [move.token]))
  const written = simulation.diff.known
    ? simulation.diff.value.contracts.filter(({ storage }) => storage.length > 0)
    : []
  const candidates = distinctAddresses([
    ...moved,
    ...allowances.map(({ token }) => token),
    ...gathered.upgrades.flatMap(({ upgrade }) => upgrade.proxies),
    ...written.map(({ address }) => address),
    ...chain.facts.proxies.map(({ address }) => address),
  ])
  const created = new Set(simulation.created)
  const named = new Set([...moved, ...allowances.map(({ token }) => token)])
  const data = encodeFunctionData({ abi, functionName: 'balanceOf', args: [someone] })
  const asked = await askAll(candidates, async (to) => {
    const [before, after] = await askBoth(parameters, { to, data })
    // What answers only afterwards has become a token: nobody held any of it.
    return before !== undefined || (after !== undefined && created.has(to)) || named.has(to)
  })
  return candidates.filter((_, index) => asked[index])
}

/** Not the zero address, of which some tokens refuse to speak. */
const someone: Address = '0x5555555555555555555555555555555555555555'

async function accountsOf(parameters: TrialParameters): Promise<Address[]> {
  const { simulation, chain, input, gathered } = parameters
  const { safe, timelock, guardian } = input.protocol
  const proxies = gathered.upgrades.flatMap(({ upgrade }) => upgrade.proxies)
  const configured = chain.facts.proxies.map(({ address }) => address)
  const calls = gathered.patch.facts.calls
  const logs = await askAll(distinctAddresses([...proxies, ...configured]).slice(0, 8), (proxy) =>
    readRecentLogs(parameters, proxy),
  )
  return distinctAddresses([
    ...[safe, timelock, guardian].flatMap((one) => one ?? []),
    ...proxies,
    ...configured,
    ...addressesOfSimulation(simulation),
    ...(calls?.known ? addressesOfCalls(calls.value) : []),
    ...gathered.authority.accounts.map(({ address }) => address),
    ...addressesOfLogs(logs.flatMap((one) => (one.known ? one.value : []))),
  ])
}

type Pair = readonly [owner: Address, spender: Address]

function pairsOf({ simulation, input, gathered }: TrialParameters): Pair[] {
  const { safe, timelock } = input.protocol
  const { diff, flows } = simulation
  const announced = flows.allowances.map(({ owner, spender }): Pair => [owner, spender])
  const written = diff.known ? writtenKeys(diff.value).pairs : []
  const owners = [safe, timelock, ...gathered.upgrades.flatMap(({ upgrade }) => upgrade.proxies)]
  const calls = gathered.patch.facts.calls
  const spenders = calls?.known ? addressesOfCalls(calls.value) : []
  const possible = owners.flatMap((owner) =>
    owner ? spenders.map((spender): Pair => [owner, spender]) : [],
  )
  const all = [...announced, ...written, ...possible]
  const distinct = new Map(all.map((pair) => [pair.join().toLowerCase(), pair]))
  return [...distinct.values()].filter(([owner, spender]) => owner !== spender)
}

type Asked<T> = {
  readonly change?: T | undefined
  readonly unread?: AssetChanges['unread'][number] | undefined
}

async function readHeld(
  parameters: TrialParameters,
  tokens: readonly Address[],
  accounts: readonly Address[],
): Promise<Asked<HeldChange>[]> {
  const questions = tokens.flatMap((token) => accounts.map((holder) => ({ token, holder })))
  return await askAll(questions, async ({ token, holder }): Promise<Asked<HeldChange>> => {
    const data = encodeFunctionData({ abi, functionName: 'balanceOf', args: [holder] })
    const [old, after] = await askBoth(parameters, { to: token, data })
    const before = old ?? (parameters.simulation.created.includes(token) ? 0n : undefined)
    if (before === after) return {}
    if (before === undefined || after === undefined) {
      const what = `${before === undefined ? 'without' : 'with'} the patch it does not tell what ${holder} holds`
      return { unread: { token, what } }
    }
    return { change: { token, holder, before, after } }
  })
}

async function readAllowed(
  parameters: TrialParameters,
  tokens: readonly Address[],
  pairs: readonly Pair[],
): Promise<Asked<AllowedChange>[]> {
  const { allowances } = parameters.simulation.flows
  const questions = tokens.flatMap((token) =>
    pairs.flatMap(([owner, spender]) =>
      (['allowance', 'isApprovedForAll'] as const).map((kind) => ({ token, owner, spender, kind })),
    ),
  )
  const announced = new Set(
    allowances
      .filter(({ kind }) => kind !== 'token')
      .map(({ token, owner, spender, kind }) => {
        const asked = kind === 'all' ? 'isApprovedForAll' : 'allowance'
        return [token, owner, spender, asked].join().toLowerCase()
      }),
  )
  return await askAll(questions, async ({ token, owner, spender, kind }) => {
    const data = encodeFunctionData({
      abi: abi as Abi,
      functionName: kind,
      args: [owner, spender],
    })
    const [before, after] = await askBoth(parameters, { to: token, data })
    const isAnnounced = announced.has([token, owner, spender, kind].join().toLowerCase())
    if (before === after && !(isAnnounced && before === undefined)) return {}
    if (before === undefined || after === undefined) {
      return { unread: { token, what: `it does not tell what ${spender} may take from ${owner}` } }
    }
    const pair = { token, owner, spender }
    return kind === 'allowance'
      ? { change: { ...pair, kind: 'amount', before, after } }
      : { change: { ...pair, kind: 'all', before: before !== 0n, after: after !== 0n } }
  })
}

type Question = { readonly to: Address; readonly data: `0x${string}` }

function askBoth({ before, after }: TrialParameters, question: Question) {
  return Promise.all([askNumber(before, question), askNumber(after, question)])
}

/** Undefined where it does not answer one word. */
async function askNumber(world: World, question: Question): Promise<bigint | undefined> {
  try {
    const { succeeded, output } = await world.call({ ...question, gas })
    return succeeded && output.size === 32 ? BigInt(output.data) : undefined
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}
