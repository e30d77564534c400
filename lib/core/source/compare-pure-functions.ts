import type { Run, Value } from '@/lib/core/formula/evaluate-formula'
import type { Formula, ValueType } from '@/lib/core/formula/formula'
import { parseModel } from '@/lib/core/formula/parse-model'
import {
  type Difference,
  differenceAt,
  searchDifferences,
} from '@/lib/core/formula/search-difference'
import type { AskSolver, SolverAnswer } from '@/lib/core/formula/solver-answer'
import { type Query, revertsQuery, valuesQuery } from '@/lib/core/formula/write-query'
import type { Counterexample, PureComparison, PureResult } from './pure-comparison'
import type { PureFunction } from './pure-function'

/** Functions that a solver is asked about in one review, so that it stays quick. */
const mostAsked = 12

/**
 * Compares the pure functions that two versions of a contract both have. Those of equal code are equal. The others are tried
 * on arguments first, and a solver is asked only where that found no other result.
 */
export async function comparePureFunctions(
  from: readonly PureFunction[],
  to: readonly PureFunction[],
  ask: AskSolver,
): Promise<PureComparison> {
  const before = new Map(from.map((one) => [one.signature, one]))
  const pairs = to.flatMap((one) => {
    const earlier = before.get(one.signature)
    return earlier ? [{ from: earlier, to: one }] : []
  })
  const changed = pairs.filter((pair) => pair.from.codeHash !== pair.to.codeHash)
  const tried = changed.map((pair) => ({ ...pair, trial: tryPair(pair.from, pair.to) }))
  const open = tried
    .flatMap(({ trial }) => ('questions' in trial ? [trial] : []))
    .slice(0, mostAsked)
  const queries = open.flatMap(({ questions }) => Object.values(questions)).filter(isQuery)
  const answers = queries.length > 0 ? await ask(queries) : []
  const answerTo = (query: Query | undefined): SolverAnswer =>
    query ? (answers[queries.indexOf(query)] ?? notAsked) : { status: 'unsat' }
  return {
    same: pairs.length - changed.length,
    changed: tried.map(({ to: { signature, place }, trial }) => ({
      signature,
      place,
      result: 'questions' in trial ? settle(trial, answerTo) : trial,
    })),
  }
}

const notAsked = {
  status: 'unknown',
  reason: `more than ${mostAsked} functions changed, and this is none of the first`,
} as const

function isQuery(query: Query | undefined): query is Query {
  return query !== undefined
}

/** What is left to be proved of a function. */
type Trial = {
  readonly from: Formula
  readonly to: Formula
  /** What trying found: where they revert, never what they return. */
  readonly found: Difference | undefined
  /** In both versions, what is known by its name only. */
  readonly opaque: readonly string[]
  readonly questions: {
    readonly values: Query | undefined
    /** Not asked where trying has the answer. */
    readonly reverts: Query | undefined
  }
}

function tryPair(before: PureFunction, after: PureFunction): Trial | PureResult {
  if (!before.formula.known)
    return unknown(`before, it is not understood: ${before.formula.reason}`)
  if (!after.formula.known) return unknown(`now it is not understood: ${after.formula.reason}`)
  const [from, to] = [before.formula.value.formula, after.formula.value.formula]
  if (typesOf(from) !== typesOf(to)) return unknown('it takes or returns other types')
  const differences = searchDifferences(from, to)
  const values = differences.find(({ kind }) => kind === 'values')
  if (values) return { kind: 'values', example: exampleOf(values, from) }
  const found = differences.find(({ kind }) => kind === 'reverts')
  const opaque = [...before.formula.value.opaque, ...after.formula.value.opaque]
  const reverts = found ? undefined : revertsQuery(from, to)
  return {
    from,
    to,
    found,
    opaque: [...new Set(opaque)],
    questions: { values: valuesQuery(from, to), reverts },
  }
}

function typesOf({ inputs, outputs }: Formula): string {
  return [inputs.map(({ type }) => type), outputs]
    .map((types) => types.map(({ name }) => name).join())
    .join(' to ')
}

function settle(trial: Trial, answerTo: (query: Query | undefined) => SolverAnswer): PureResult {
  const values = conclude(trial, answerTo(trial.questions.values))
  if (values.kind !== 'equal') return values
  if (trial.found) return { kind: 'reverts', example: exampleOf(trial.found, trial.from) }
  const reverts = conclude(trial, answerTo(trial.questions.reverts))
  return reverts.kind === 'unknown'
    ? unknown(`the same wherever both return; not proved that both return there: ${reverts.reason}`)
    : reverts
}

/** What an answer comes to. A counterexample is believed only once it was run. */
function conclude({ from, to, opaque }: Trial, answer: SolverAnswer): PureResult {
  switch (answer.status) {
    case 'unsat':
      return { kind: 'equal' }
    case 'sat': {
      const inputs = parseModel(answer.values, from.inputs)
      const difference = inputs && differenceAt(from, to, inputs)
      if (difference) return { kind: difference.kind, example: exampleOf(difference, from) }
      const parts = opaque.length > 0 ? `it rests on ${opaque.join('; ')}` : 'powers or single bits'
      return unknown(`not proved, and no difference found: ${parts}`)
    }
    case 'unknown':
      return unknown(answer.reason)
  }
}

function unknown(reason: string): PureResult {
  return { kind: 'unknown', reason }
}

function exampleOf({ inputs, from, to }: Difference, formula: Formula): Counterexample {
  return {
    inputs: formula.inputs.map(({ name, type }, position) => ({
      name: name === '' ? `argument ${position + 1}` : name,
      value: spell(inputs[position] ?? 0n, type),
    })),
    before: describeRun(from, formula.outputs),
    after: describeRun(to, formula.outputs),
  }
}

function describeRun(run: Run, types: Formula['outputs']): string {
  if (run.outcome === 'reverts') return 'reverts'
  const values = run.values.map((value, position) => {
    const type = types[position]
    return type ? spell(value, type) : String(value)
  })
  return values.length > 0 ? values.join(', ') : 'returns'
}

function spell(value: Value, { name, kind, bits, low, high }: ValueType): string {
  if (typeof value === 'boolean') return String(value)
  if (kind === 'bytes' || name === 'address') {
    return `0x${value.toString(16).padStart(bits / 4, '0')}`
  }
  if (bits > 32 && value === high) return `type(${name}).max`
  return bits > 32 && value === low && low < 0n ? `type(${name}).min` : String(value)
}
