import { type AbiFunction, encodeFunctionData, type Hash, type Hex, slice } from 'viem'
import { askAll } from '@/lib/actions/simulation/ask-all'
import { type GetterTarget, getterTargets, readsOf } from '@/lib/actions/simulation/getter-targets'
import { readRecentLogs } from '@/lib/actions/simulation/read-recent-logs'
import type { Trial, TrialParameters } from '@/lib/actions/simulation/trial'
import type { World } from '@/lib/adapters/fork/open-world'
import { BaseError } from '@/lib/core/error/base-error'
import {
  type Answer,
  type ComparedAnswers,
  compareGetterAnswers,
  expressionOf,
  gettersOf,
  valueText,
} from '@/lib/core/simulation/compare-getter-answers'
import { explainRead } from '@/lib/core/simulation/explain-read'
import { argumentSets, type KeyPool, makeKeyPool } from '@/lib/core/simulation/getter-keys'
import type {
  AskedContract,
  GetterReads,
  ReadDifference,
  ReadSide,
} from '@/lib/core/simulation/getter-reads'
import {
  addressesOfCalls,
  addressesOfSimulation,
  distinctAddresses,
  logWords,
} from '@/lib/core/simulation/occurring-addresses'
import { writtenKeys } from '@/lib/core/simulation/path-keys'
import type { ReadChange } from '@/lib/core/simulation/read-change'

/** Getters of one contract that are asked at most, and gas of one question. */
const mostGetters = 160
const gas = 5_000_000n
/** For asking again: an answer that depends on it is none. */
const otherGas = 4_700_000n

/** Asks every getter of the protocol without the patch and with it, and keeps what is answered differently. */
export const tryGetters: Trial = {
  kinds: ['getter reads'],
  run: async (parameters) => {
    const { targets, omitted } = await getterTargets(parameters)
    const asked = []
    for (const target of targets) asked.push(await askContract(target, parameters))
    const left = omitted.map((address): AskedContract => {
      const unasked = [{ where: 'getters', what: 'there are too many contracts to ask them all' }]
      return { address, why: 'written', getters: 0, questions: 0, known: 'standards', unasked }
    })
    const value: GetterReads = {
      contracts: [...asked.map(({ contract }) => contract), ...left],
      differences: asked.flatMap(({ differences }) => differences),
    }
    return {
      patch: { 'getter reads': { known: true, value, anchor: 'recomputed' } },
      reads: readChanges(value, parameters),
    }
  },
}

/** What reads differently although it was not written; what could not be compared is no change. */
function readChanges({ differences }: GetterReads, { simulation: { diff } }: TrialParameters) {
  return differences.flatMap((difference): ReadChange[] => {
    const { contract, expression, before, after } = difference
    if (before.kind === 'unknown' || after.kind === 'unknown') return []
    if (diff.known && explainRead(difference, diff.value).kind === 'written') return []
    return [{ contract, expression, before: sideText(before), after: sideText(after) }]
  })
}

function sideText(side: Exclude<ReadSide, { kind: 'unknown' }>): string {
  return side.kind === 'answer' ? side.text : `reverts: ${side.why}`
}

type Asked = {
  readonly contract: AskedContract
  readonly differences: readonly ReadDifference[]
}

async function askContract(target: GetterTarget, parameters: TrialParameters): Promise<Asked> {
  const { address, why, known } = target
  const all = [...gettersOf(target.old)]
  const now = gettersOf(target.now)
  const getters = all.slice(0, mostGetters)
  const logs = await readRecentLogs(parameters, address)
  const words = logs.known ? logs.value.flatMap(logWords) : []
  const plain = getters.filter(([, { inputs }]) => inputs.length === 0)
  const first = await askAll(plain, ([, getter]) => askGetter(getter, [[]], target, parameters))
  const told = first.flatMap(({ answers }) => answers)
  const pool = poolOf({ seen: words, told }, parameters)
  const others = getters.filter(([, { inputs }]) => inputs.length > 0)
  const sets = others.map(([, getter]) => argumentSets(getter, pool))
  const second = await askAll(others, ([, getter], index) =>
    askGetter(getter, sets[index] ?? [], target, parameters),
  )
  const bare = await askAll(target.selectors.slice(0, mostGetters), (selector) =>
    askSelector(selector, target, parameters),
  )
  const results = [...first, ...second, ...bare]
  const unasked = [
    ...others.flatMap(([, getter], index) =>
      sets[index] ? [] : [{ where: expressionOf(getter, []), what: 'no arguments were made up' }],
    ),
    ...(all.length > mostGetters
      ? [{ where: 'getters', what: `${all.length - mostGetters} more than ${mostGetters}` }]
      : []),
    ...(logs.known ? [] : [{ where: 'keys', what: logs.reason }]),
  ]
  return {
    contract: {
      address,
      why,
      known,
      getters: getters.length + bare.length,
      questions: results.reduce((sum, { questions }) => sum + questions, 0),
      unasked,
    },
    differences: results
      .flatMap(({ differences }) => differences)
      .map((one) => ({ ...one, removed: now.size > 0 && isRemoved(one, target, now) })),
  }
}

function isRemoved(
  { selector }: ReadDifference,
  { known, why }: GetterTarget,
  now: ReadonlyMap<Hex, AbiFunction>,
): boolean {
  return known === 'ABI' && why === 'upgraded' && !now.has(selector)
}

function poolOf(
  words: { readonly seen: readonly Hash[]; readonly told: readonly Hash[] },
  { simulation, input, gathered }: TrialParameters,
): KeyPool {
  const { diff } = simulation
  const nothing = { addresses: [], numbers: [], words: [], pairs: [] }
  const { safe, timelock } = input.protocol
  const calls = gathered.patch.facts.calls
  return makeKeyPool({
    written: diff.known ? writtenKeys(diff.value) : nothing,
    ...words,
    addresses: distinctAddresses([
      ...[timelock, safe].flatMap((one) => one ?? []),
      ...gathered.authority.accounts.map(({ address }) => address),
      ...addressesOfSimulation(simulation),
      ...(calls?.known ? addressesOfCalls(calls.value) : []),
    ]),
  })
}

type AskedGetter = {
  readonly questions: number
  readonly differences: readonly ReadDifference[]
  /** Words that it answered without the patch. */
  readonly answers: readonly Hash[]
}

/** One question after the other: of a getter that never ends the first is enough. */
async function askGetter(
  getter: AbiFunction,
  sets: readonly (readonly unknown[])[],
  target: GetterTarget,
  parameters: TrialParameters,
): Promise<AskedGetter> {
  const differences: ReadDifference[] = []
  const answers: Hash[] = []
  let questions = 0
  for (const args of sets) {
    const data = encodeFunctionData({ abi: [getter], functionName: getter.name, args })
    const { before, after, compared } = await askBoth(getter, data, target, parameters)
    questions += 1
    if (before?.succeeded && before.output.size === 32) answers.push(before.output.data as Hash)
    if (compared) {
      differences.push({
        contract: target.address,
        signature: expressionOf(getter, []),
        selector: slice(data, 0, 4),
        expression: expressionOf(getter, args),
        args: args.map(valueText),
        ...compared,
        removed: false,
        reads: readsOf(getter, target.model),
      })
    }
    if (!before || !after || before.exhausted || after.exhausted) break
  }
  return { questions, differences, answers }
}

/** Without an ABI neither arguments nor answers are known; what needs arguments mostly refuses. */
async function askSelector(
  selector: Hex,
  target: GetterTarget,
  parameters: TrialParameters,
): Promise<AskedGetter> {
  const { compared } = await askBoth(undefined, selector, target, parameters)
  const own = { contract: target.address, signature: selector, selector, expression: selector }
  const difference = compared && { ...own, args: [], ...compared, removed: false, reads: [] }
  return { questions: 1, differences: difference ? [difference] : [], answers: [] }
}

async function askBoth(
  getter: AbiFunction | undefined,
  data: Hex,
  { address }: GetterTarget,
  worlds: TrialParameters,
): Promise<{ before: Answer; after: Answer; compared: ComparedAnswers | undefined }> {
  const ask = async (given: bigint) => {
    const call = { to: address, data, gas: given }
    return await Promise.all([answerOf(worlds.before, call), answerOf(worlds.after, call)])
  }
  const [before, after] = await ask(gas)
  const compared = compareGetterAnswers(getter, { before, after })
  if (!compared || before?.exhausted || after?.exhausted) return { before, after, compared }
  const [beforeAgain, afterAgain] = await ask(otherGas)
  const isSteady = isSame(before, beforeAgain) && isSame(after, afterAgain)
  if (isSteady) return { before, after, compared }
  const unknown = { kind: 'unknown', reason: 'its answer depends on the gas it is given' } as const
  return { before, after, compared: { before: unknown, after: unknown } }
}

function isSame(one: Answer, other: Answer): boolean {
  return (
    one?.succeeded === other?.succeeded &&
    one?.output.data === other?.output.data &&
    one?.output.size === other?.output.size
  )
}

/** That one question was too much for the fork says nothing of the others. */
async function answerOf(world: World, call: Parameters<World['call']>[0]): Promise<Answer> {
  try {
    return await world.call(call)
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return undefined
  }
}
