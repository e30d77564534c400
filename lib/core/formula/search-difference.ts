import { evaluateFormula, type Run, type Value } from './evaluate-formula'
import type { Formula, ValueType } from './formula'
import { allTerms, type Term } from './term'

/** Arguments for which two functions do not do the same. */
export type Difference = {
  readonly kind: 'values' | 'reverts'
  readonly inputs: readonly Value[]
  readonly from: Run
  readonly to: Run
}

/** Sets of arguments that are tried at most, and terms that are worked out in all: long functions are tried less often. */
const mostTried = 1_500
const mostTerms = 300_000

/**
 * Tries arguments at which functions like to differ: the ends of each type, the numbers that the functions contain, and
 * those beside them. Always the same ones. Finds differences, and proves nothing.
 *
 * @returns Of each kind the difference with the shortest arguments.
 */
export function searchDifferences(from: Formula, to: Formula): readonly Difference[] {
  const found = new Map<Difference['kind'], Difference>()
  for (const inputs of argumentsToTry([from, to])) {
    const difference = differenceAt(from, to, inputs)
    if (!difference) continue
    const best = found.get(difference.kind)
    if (!best || lengthOf(difference) < lengthOf(best)) found.set(difference.kind, difference)
  }
  return [...found.values()]
}

/**
 * Arguments for functions of the same types, always the same ones: fewer for long functions.
 *
 * @internal
 */
export function argumentsToTry(formulas: readonly Formula[]): readonly (readonly Value[])[] {
  const terms = allTerms(formulas.flatMap(({ returns, values }) => [returns, ...values]))
  const rounds = Math.min(mostTried, Math.ceil(mostTerms / terms.length))
  const candidates = (formulas[0]?.inputs ?? []).map(({ type }) => candidatesFor(type, terms))
  return Array.from({ length: candidates.length === 0 ? 1 : rounds }, (_, round) =>
    pick(candidates, round),
  )
}

/** Whether two functions differ for these arguments. Undefined where they do not, and where that cannot be computed. */
export function differenceAt(
  from: Formula,
  to: Formula,
  inputs: readonly Value[],
): Difference | undefined {
  const [one, other] = [evaluateFormula(from, inputs), evaluateFormula(to, inputs)]
  if (!one || !other) return undefined
  if (one.outcome === 'returns' && other.outcome === 'returns') {
    const isSame = one.values.every((value, position) => value === other.values[position])
    return isSame ? undefined : { kind: 'values', inputs, from: one, to: other }
  }
  return one.outcome === other.outcome
    ? undefined
    : { kind: 'reverts', inputs, from: one, to: other }
}

function lengthOf({ inputs }: Difference): number {
  return inputs.reduce((sum, value) => sum + String(value).length, 0)
}

function candidatesFor({ kind, low, high, bits }: ValueType, terms: readonly Term[]) {
  if (kind === 'bool') return [false, true]
  const written = terms.flatMap((term) => (term.kind === 'number' ? [term.value] : []))
  const near = [...new Set(written)].flatMap((value) => [value, value + 1n, value - 1n, value * 2n])
  const usual = [0n, 1n, 2n, 3n, 7n, 10n, 99n, 100n, 10_000n, 10n ** 18n, 10n ** 27n]
  const middle = 1n << BigInt(bits >> 1)
  const all = [...usual, -1n, low, low + 1n, high, high - 1n, middle, middle - 1n, ...near]
  return [...new Set(all)].filter((value) => value >= low && value <= high)
}

/** The first rounds give all inputs the same; the others mix them, by numbers that look like chance and are not. */
function pick(candidates: readonly (readonly Value[])[], round: number): readonly Value[] {
  let seed = (round * 2_654_435_761) % 4_294_967_296
  return candidates.map((values) => {
    seed = (seed * 1_664_525 + 1_013_904_223) % 4_294_967_296
    const position = round < values.length ? round : seed >>> 7
    return values[position % values.length] ?? 0n
  })
}
