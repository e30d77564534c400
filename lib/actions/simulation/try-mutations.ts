import { type Address, isAddressEqual } from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import { stranger } from '@/lib/actions/simulation/plan-execution'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import {
  type RecentTransaction,
  readRecentTransactions,
} from '@/lib/adapters/rpc/read-recent-transactions'
import { BaseError } from '@/lib/core/error/base-error'
import type { ExpectedDifference } from '@/lib/core/replay/expected-difference'
import { groupResults } from '@/lib/core/replay/group-results'
import { judgeMutation } from '@/lib/core/replay/judge-mutation'
import { type Mutation, mutateTransaction } from '@/lib/core/replay/mutate-transaction'
import type { MutatedTransactions, MutationGroup } from '@/lib/core/replay/mutated-transactions'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { ReplayRun } from '@/lib/core/replay/replay-run'
import { announcedDifferences } from '@/lib/core/report/announced-differences'
import type { TracedBytes } from '@/lib/core/simulation/call-frame'
import { distinctAddresses } from '@/lib/core/simulation/occurring-addresses'

/** Bounds of what is tried for one patch. */
const limits = {
  proxies: 8,
  /** Real transactions, and of each function at most. */
  transactions: 16,
  ofOneFunction: 4,
  mutations: 16,
  /** Of one call: what a loop without end may burn. */
  callGas: 4_000_000n,
  /** Of all together, in both worlds. */
  gas: 400_000_000n,
  /** After so many that the fork did not answer it is left alone. */
  failures: 4,
} as const

/** Asked at once. */
const together = 8

/** Makes calls that lie just beside recent transactions of the protocol's proxies, without the patch and with it. */
export const tryMutations: Trial = {
  kinds: ['mutated transactions'],
  run: async (parameters) => {
    const { client, input } = parameters
    const all = proxiesOf(parameters)
    const proxies = all.slice(0, limits.proxies)
    const rest = all.length - proxies.length
    const leftOut = rest > 0 ? [`proxies beyond the first ${limits.proxies}: ${rest}`] : []
    if (proxies.length === 0) {
      const reason = 'no proxy of the protocol is known'
      return { patch: { 'mutated transactions': { known: false, reason } } }
    }
    const { chainId, block } = input
    const at = { chainId, addresses: proxies, blockNumber: block.number }
    const { transactions, gaps } = await readRecentTransactions(client, at)
    const value = await mutateAll(parameters, {
      recent: choose(transactions),
      proxies,
      gaps: [...gaps, ...leftOut],
      announced: announcedDifferences(input),
    })
    return { patch: { 'mutated transactions': { known: true, value, anchor: 'recomputed' } } }
  },
}

/** Those that the patch upgrades first. */
function proxiesOf({ gathered, chain }: TrialParameters): Address[] {
  const upgraded = gathered.upgrades.flatMap(({ upgrade }) => upgrade.proxies)
  const configured = chain.facts.proxies.map(({ address }) => address)
  return distinctAddresses([...upgraded, ...configured])
}

/** The newest of each function, then the next of each, until there are enough. */
function choose(transactions: readonly RecentTransaction[]): RecentTransaction[] {
  const ofFunction = new Map<string, RecentTransaction[]>()
  for (const one of transactions) {
    const key = `${one.to} ${one.data.slice(0, 10)}`.toLowerCase()
    const same = ofFunction.get(key) ?? []
    if (same.length < limits.ofOneFunction) ofFunction.set(key, [...same, one])
  }
  const rounds = Array.from({ length: limits.ofOneFunction }, (_, round) =>
    [...ofFunction.values()].flatMap((same) => same[round] ?? []),
  )
  return rounds.flat().slice(0, limits.transactions)
}

type Subject = {
  readonly recent: readonly RecentTransaction[]
  readonly proxies: readonly Address[]
  readonly gaps: readonly string[]
  /** What is meant to differ. */
  readonly announced: readonly ExpectedDifference[]
}

type Tried = { readonly result: ReplayResult; readonly mutation: Mutation; readonly gas: bigint }

async function mutateAll(
  worlds: Pick<TrialParameters, 'before' | 'after'>,
  { recent, proxies, gaps, announced }: Subject,
): Promise<MutatedTransactions> {
  const all = await listMutations(worlds, recent)
  const tried: Tried[] = []
  const untried = [...gaps]
  let failures = 0
  for (let at = 0; at < all.length; at += together) {
    const gas = tried.reduce((sum, one) => sum + one.gas, 0n)
    if (gas > limits.gas || failures > limits.failures) {
      untried.push(`${all.length - at} of ${all.length} calls, after ${gas} gas`)
      break
    }
    const some = all.slice(at, at + together)
    const came = await Promise.all(some.map((one) => tryOne(worlds, { ...one, proxies })))
    tried.push(...came.flatMap((one) => ('problem' in one ? [] : [one])))
    const problems = came.flatMap((one) => ('problem' in one ? [one.problem] : []))
    failures += problems.length
    untried.push(...problems)
  }
  return {
    transactions: recent.length,
    calls: tried.length,
    effective: tried.filter(
      ({ result: { before, after } }) => before?.succeeded || after?.succeeded,
    ).length,
    groups: groupsOf(tried, announced),
    untried: [...new Set(untried)],
  }
}

type Listed = { readonly place: RecentTransaction; readonly mutation: Mutation }

/** Those that their sender can pay for: the fork makes no other calls. */
async function listMutations(
  { before, after }: Pick<TrialParameters, 'before' | 'after'>,
  recent: readonly RecentTransaction[],
): Promise<Listed[]> {
  const senders = distinctAddresses(recent.map(({ from }) => from))
  const all = recent.flatMap((place) => {
    const another = senders.filter((one) => !isAddressEqual(one, place.from)).slice(0, 1)
    const others = [...another, stranger]
    const mutations = mutateTransaction(place, { others, most: limits.mutations })
    return mutations.map((mutation) => ({ place, mutation }))
  })
  const isPaid = await askAll(all, async ({ mutation: { from, value } }) => {
    if (value === 0n) return true
    return (await before.balanceOf(from)) >= value && (await after.balanceOf(from)) >= value
  })
  return all.filter((_, at) => isPaid[at])
}

function groupsOf(
  tried: readonly Tried[],
  announced: readonly ExpectedDifference[],
): MutationGroup[] {
  const changeOf = new Map(tried.map(({ result, mutation }) => [result, mutation.change]))
  const results = tried.map(({ result }) => result)
  return groupResults(results, announced).map((group) => {
    const [first] = group.examples
    return { ...group, change: (first && changeOf.get(first)) ?? '' }
  })
}

async function tryOne(
  { before, after }: Pick<TrialParameters, 'before' | 'after'>,
  { place, mutation, proxies }: Listed & Pick<Subject, 'proxies'>,
): Promise<Tried | { readonly problem: string }> {
  try {
    const [old, now] = [await probe(before, mutation), await probe(after, mutation)]
    const result = judgeMutation({ place: placeOf(place), old, now, proxies })
    return { result, mutation, gas: old.gasUsed + now.gasUsed }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { problem: `${place.hash}, ${mutation.change}: ${error.shortMessage}` }
  }
}

function placeOf({ hash, blockNumber, index }: RecentTransaction) {
  return { hash, blockNumber, index }
}

async function probe(world: World, { from, to, value, data }: Mutation): Promise<ReplayRun> {
  const call = { from, to, value, data, gas: limits.callGas }
  const { succeeded, gasUsed, diff, frames, output, logs } = await world.probe(call)
  return {
    succeeded,
    gasUsed,
    diff,
    frames,
    output: output ? whole(output) : '0x',
    error: frames[0]?.error,
    logs: logs.map(({ data: bytes, ...log }) => ({ ...log, data: whole(bytes) })),
  }
}

/** Something that was cut off cannot be compared. */
function whole({ data, size }: TracedBytes) {
  if (data.length === 2 + size * 2) return data
  throw new TooLongError(`More than ${(data.length - 2) / 2} bytes were returned or emitted.`)
}

/** What a call answered is too long to be compared. */
class TooLongError extends BaseError {
  override readonly name = 'TooLongError'
}
