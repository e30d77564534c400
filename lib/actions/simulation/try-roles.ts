import {
  type Abi,
  type AbiFunction,
  type Address,
  encodeFunctionData,
  type Hex,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { tellEther } from '@/lib/core/chain/tell-ether'
import type { CheckFacts } from '@/lib/core/check/check-facts'
import { BaseError } from '@/lib/core/error/base-error'
import { assetFlows } from '@/lib/core/simulation/asset-flows'
import type { Answer } from '@/lib/core/simulation/compare-getter-answers'
import { argumentSets, type KeyPool, makeKeyPool } from '@/lib/core/simulation/getter-keys'
import { addressesOfSimulation, distinctAddresses } from '@/lib/core/simulation/occurring-addresses'
import {
  joinOutcomes,
  type ProbeOutcome,
  probeOutcome,
  type RoleProbe,
  type RoleProbes,
  refusalOf,
} from '@/lib/core/simulation/role-probes'

/** Bounds: holders, functions of one upgrade, sets of arguments of each. */
const most = { holders: 8, functions: 80, sets: 3 }
const gas = 8_000_000n

/** Nobody. */
const stranger: Address = '0x5757575757575757575757575757575757575757'

/** Calls every function that writes, as each holder of power and as a stranger, on the old code and on the new. */
export const tryRoles: Trial = {
  kinds: ['role probes'],
  run: async (parameters) => {
    const upgrades: CheckFacts[] = []
    for (const [index] of parameters.gathered.upgrades.entries()) {
      upgrades.push({ 'role probes': await probeUpgrade(index, parameters) })
    }
    return { upgrades }
  },
}

type Probed = NonNullable<CheckFacts['role probes']>

async function probeUpgrade(index: number, parameters: TrialParameters): Promise<Probed> {
  const upgrade = parameters.gathered.upgrades[index]
  const [old, now] = [upgrade?.facts['old ABI'], upgrade?.facts['new ABI']]
  if (!upgrade || !old?.known || !now?.known) {
    const reason = old && !old.known ? old.reason : now && !now.known ? now.reason : 'no ABI'
    return { known: false, reason }
  }
  const abis = { old: old.value, now: now.value }
  const functions = writersOf(abis)
  const holders = holdersOf(index, parameters)
  const pool = poolOf(upgrade.upgrade.to, holders, parameters)
  const omitted = [...tooMany('functions', functions.length), ...tooMany('holders', holders.length)]
  const [contract] = upgrade.upgrade.proxies
  if (!contract) return { known: false, reason: 'the upgrade has no proxy' }
  const tried = functions.slice(0, most.functions)
  const rows = await askAll(tried, async (item) => {
    const sets = (argumentSets(item.abi, pool) ?? []).slice(0, most.sets)
    const own = { item, sets, contract, abis, parameters }
    return await probeFunction(holders.slice(0, most.holders), own)
  })
  const unsampled = tried.filter(({ abi }) => argumentSets(abi, pool) === undefined)
  const value: RoleProbes = {
    holders: Math.min(holders.length, most.holders),
    functions: tried.length - unsampled.length,
    questions: rows.reduce((sum, row) => sum + row.questions, 0),
    probes: rows.flatMap((row) => row.probes),
    omitted: [
      ...omitted,
      ...unsampled.map(({ signature }) => `${signature}: no arguments were made up`),
    ],
  }
  return { known: true, value, anchor: 'recomputed' }
}

/** What does not ask who calls is left out: it is no role's. */
async function probeFunction(
  holders: readonly Holder[],
  asking: Asking,
): Promise<{ readonly probes: readonly RoleProbe[]; readonly questions: number }> {
  if (asking.sets.length === 0) return { probes: [], questions: 0 }
  const nobody = await probe(stranger, asking)
  const [before, after] = [nobody.before.outcome, nobody.after.outcome]
  if (before === 'may' && after === 'may') return { probes: [], questions: nobody.questions }
  const isGuarded = before === 'refused' || after === 'refused'
  const probes: RoleProbe[] = []
  let { questions } = nobody
  for (const holder of holders) {
    const asked = await probe(holder.address, asking)
    questions += asked.questions
    const differs = asked.before.outcome !== before || asked.after.outcome !== after
    if (isGuarded || differs) probes.push(await rowOf(holder, asking, { asked, before, after }))
  }
  return { probes, questions }
}

type Met = {
  readonly asked: Awaited<ReturnType<typeof probe>>
  /** What a stranger met. */
  readonly before: ProbeOutcome
  readonly after: ProbeOutcome
}

async function rowOf(
  { address, name }: Holder,
  asking: Asking,
  { asked, before, after }: Met,
): Promise<RoleProbe> {
  const { contract, item } = asking
  const isNew = asked.before.outcome === 'absent' && asked.after.outcome === 'may'
  return {
    contract,
    holder: address,
    ...(name === undefined ? {} : { name }),
    signature: item.signature,
    selector: item.selector,
    before: asked.before.outcome,
    after: asked.after.outcome,
    stranger: { before, after },
    refusal: asked.after.refusal ?? asked.before.refusal,
    moves: isNew ? await movesOf(address, asking) : [],
  }
}

function tooMany(kind: 'functions' | 'holders', count: number): string[] {
  const rest = count - most[kind]
  return rest > 0 ? [`${rest} ${kind} beyond the first ${most[kind]}`] : []
}

type Writer = {
  readonly abi: AbiFunction
  readonly selector: Hex
  readonly signature: string
  readonly isOld: boolean
  readonly isNew: boolean
}

function writersOf({ old, now }: { old: Abi; now: Abi }): Writer[] {
  const of = (abi: Abi) =>
    abi.filter(
      (item): item is AbiFunction =>
        item.type === 'function' && !/view|pure/.test(item.stateMutability),
    )
  const all = new Map([...of(old), ...of(now)].map((abi) => [toFunctionSelector(abi), abi]))
  const has = (abi: Abi) => new Set(of(abi).map((one) => toFunctionSelector(one)))
  const [before, after] = [has(old), has(now)]
  const named = [...all].map(([selector, abi]) => ({
    abi,
    selector,
    signature: toFunctionSignature(abi),
    isOld: before.has(selector),
    isNew: after.has(selector),
  }))
  return named.toSorted((a, b) => (a.signature < b.signature ? -1 : 1))
}

type Holder = { readonly address: Address; readonly name?: string | undefined }

/** Those that the review found to hold power over this upgrade, then all others of the protocol. */
function holdersOf(index: number, { gathered, input }: TrialParameters): Holder[] {
  const { accounts, upgrades } = gathered.authority
  const rows = upgrades[index]?.rows ?? []
  const passers = rows.flatMap(({ before, after }) =>
    [...(before?.passers ?? []), ...(after?.passers ?? [])].flatMap((one) =>
      one.kind === 'account' ? [one.address] : [],
    ),
  )
  const { safe, timelock } = input.protocol
  const all = [...passers, ...[timelock, safe].flatMap((one) => one ?? [])]
  return distinctAddresses([...all, ...accounts.map(({ address }) => address)]).map((address) => {
    const known = accounts.find((one) => one.address.toLowerCase() === address.toLowerCase())
    return { address, name: known?.name }
  })
}

/** Somebody's own address and small amounts are what most functions take. */
function poolOf(
  code: Address,
  holders: readonly Holder[],
  { simulation }: TrialParameters,
): KeyPool {
  const addresses = [
    ...holders.map(({ address }) => address),
    code,
    ...addressesOfSimulation(simulation),
  ]
  const pool = makeKeyPool({
    written: { addresses: [], numbers: [], words: [], pairs: [] },
    seen: [],
    told: [],
    addresses,
  })
  const nonZero = pool.addresses.filter((one) => BigInt(one) !== 0n)
  return { ...pool, addresses: nonZero, numbers: [1n, 1n, 0n, 10n ** 18n] }
}

type Asking = {
  readonly item: Writer
  readonly sets: readonly (readonly unknown[])[]
  readonly contract: Address
  readonly abis: { readonly old: Abi; readonly now: Abi }
  readonly parameters: TrialParameters
}

type Side = { readonly outcome: ProbeOutcome; readonly refusal?: string | undefined }

async function probe(
  from: Address,
  { item, sets, contract, abis, parameters: { before, after } }: Asking,
): Promise<{ before: Side; after: Side; questions: number }> {
  let questions = 0
  const ask = async (world: World, abi: Abi): Promise<Side> => {
    const outcomes: ProbeOutcome[] = []
    let refusal: string | undefined
    for (const args of sets) {
      const answer = await answerOf(world, { from, to: contract, data: encode(item, args), gas })
      questions += 1
      const outcome = probeOutcome(answer, abi)
      outcomes.push(outcome)
      if (answer && outcome === 'refused') refusal ??= refusalOf(answer, abi)
      // That it came through is told, and of what never ends one is enough.
      if (outcome === 'may' || !answer || answer.exhausted) break
    }
    return { outcome: joinOutcomes(outcomes), refusal }
  }
  const absent: Side = { outcome: 'absent' }
  return {
    before: item.isOld ? await ask(before, abis.old) : absent,
    after: item.isNew ? await ask(after, abis.now) : absent,
    questions,
  }
}

function encode({ abi }: Writer, args: readonly unknown[]): Hex {
  return encodeFunctionData({ abi: [abi], functionName: abi.name, args })
}

/** What a function moves when this holder calls it, in words. */
async function movesOf(
  from: Address,
  { item, sets, contract, parameters: { after } }: Asking,
): Promise<string[]> {
  for (const args of sets) {
    try {
      const told = await after.probe({ from, to: contract, data: encode(item, args) })
      if (!told.succeeded) continue
      const { moves } = assetFlows([told])
      return moves.slice(0, 5).map((move) => {
        const what =
          move.kind === 'ether'
            ? tellEther(move.amount)
            : `${'amount' in move ? move.amount : `number ${move.id}`} of ${move.token}`
        return `${what} from ${move.from} to ${move.to}`
      })
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
    }
  }
  return []
}

async function answerOf(world: World, call: Parameters<World['call']>[0]): Promise<Answer> {
  try {
    return await world.call(call)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}
