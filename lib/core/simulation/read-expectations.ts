import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type {
  ConsumerExpectation,
  Expectations,
  InvariantExpectation,
  JourneyExpectation,
  PairExpectation,
  PriceExpectation,
  WriteExpectation,
} from './expectations'
import type { CallExpression, NamedAddress, Operand } from './expression'
import {
  type ParseExpressionParameters,
  parseCall,
  parseContract,
  parseOperand,
} from './parse-expression'
import { parseRatio, type Ratio } from './ratio'

/** Whoever makes a call: an address, or who holds most of a token. */
export type Actor =
  | { readonly kind: 'address'; readonly address: Address }
  | { readonly kind: 'holder'; readonly token: Address }

export type Invariant = Pick<InvariantExpectation, 'name' | 'is'> & {
  readonly view: CallExpression
  /** Undefined where the view is held against itself before the patch. */
  readonly to: Operand | undefined
}

export type Journey = Pick<JourneyExpectation, 'name'> & {
  readonly as: Actor
  readonly approvals: readonly { readonly token: Address; readonly spender: Address }[]
  readonly steps: readonly {
    readonly call: CallExpression
    readonly as: Actor
    readonly value: bigint
  }[]
}

export type Price = Pick<PriceExpectation, 'name' | 'maxChangeBps'> & {
  readonly view: CallExpression
  readonly decimals: Operand
  readonly reference: CallExpression | undefined
}

export type Pair = Pick<PairExpectation, 'name' | 'rule'> & {
  readonly left: Operand
  readonly right: Operand
  readonly min: Ratio | undefined
  readonly max: Ratio | undefined
}

export type Consumers = {
  readonly consumers: readonly Address[]
  readonly calls: readonly CallExpression[]
  readonly each: readonly Address[]
}

export type DeclaredWrite = { readonly contract: Address; readonly path: string }

/** What a protocol declares, read. */
export type ReadExpectations = {
  readonly invariants: readonly Invariant[]
  readonly journeys: readonly Journey[]
  readonly prices: readonly Price[]
  readonly pairs: readonly Pair[]
  readonly consumers: readonly Consumers[]
  readonly writes: readonly DeclaredWrite[]
}

/** What of a declaration makes no sense; `where` is its place: `journeys.0.steps.1.call`. */
export type ExpectationProblem = { readonly where: string; readonly problem: string }

/**
 * Reads what a protocol declares of itself. What makes no sense is left out of the value and told, all of it at once; a
 * journey or a pair that is wrong in one place is left out as a whole.
 */
export function readExpectations(
  expects: Expectations,
  names: readonly NamedAddress[],
): { readonly value: ReadExpectations; readonly problems: readonly ExpectationProblem[] } {
  const problems: ExpectationProblem[] = []
  const all = <From, To>(
    list: readonly From[] | undefined,
    place: string,
    read: (one: From, take: Take) => To,
  ): To[] =>
    (list ?? []).flatMap((one, index) => {
      const found: ExpectationProblem[] = []
      const value = read(one, (at, known) => {
        if (known.known) return known.value
        found.push({ where: `${place}.${index}.${at}`, problem: known.reason })
        return undefined as never
      })
      problems.push(...found)
      return found.length > 0 ? [] : [value]
    })
  const value = {
    invariants: all(expects.invariants, 'invariants', readInvariant(names)),
    journeys: all(expects.journeys, 'journeys', readJourney(names)),
    prices: all(expects.prices, 'prices', readPrice(names)),
    pairs: all(expects.pairs, 'pairs', readPair(names)),
    consumers: all(expects.consumers, 'consumers', readConsumers(names)),
    writes: all(expects.writes, 'writes', readWrite(names)),
  }
  return { value, problems }
}

/** Takes a value where it is known; where it is not, the whole entry is dropped, so that what is returned is not used. */
type Take = <T>(at: string, known: Known<T>) => T

type Names = readonly NamedAddress[]

const readInvariant =
  (names: Names) =>
  ({ name, view, is, to }: InvariantExpectation, take: Take): Invariant => {
    const none = { known: true, value: undefined } as const
    if (is === 'unchanged' && to !== undefined)
      take('to', wrong('has no place beside "unchanged", which compares the view with itself'))
    if (is !== 'unchanged' && to === undefined)
      take('to', wrong(`is missing: "${is}" compares the view with a literal or another view`))
    return {
      name,
      is,
      view: take('view', parseCall(view, { names })),
      to: take<Operand | undefined>('to', to === undefined ? none : parseOperand(to, { names })),
    }
  }

const readJourney =
  (names: Names) =>
  (journey: JourneyExpectation, take: Take): Journey => {
    const { name, token, approvals = [], steps } = journey
    const actor = (as: string) => readActor({ as, token, names })
    const as = take('as', actor(journey.as))
    const words: ParseExpressionParameters = { names, words: ['self'] }
    return {
      name,
      as,
      approvals: approvals.map((one, index) => ({
        token: take(`approvals.${index}.token`, parseContract(one.token, names)),
        spender: take(`approvals.${index}.spender`, parseContract(one.spender, names)),
      })),
      steps: steps.map((step, index) => ({
        call: take(`steps.${index}.call`, parseCall(step.call, words)),
        as: step.as === undefined ? as : take(`steps.${index}.as`, actor(step.as)),
        value: BigInt(step.value ?? '0'),
      })),
    }
  }

function readActor({
  as,
  token,
  names,
}: {
  as: string
  token: string | undefined
  names: Names
}): Known<Actor> {
  if (as !== 'holder') {
    const read = parseContract(as, names)
    if (read.known) return { known: true, value: { kind: 'address', address: read.value } }
    return wrong(`${read.reason}; or write holder, with the token that is held`)
  }
  if (token === undefined) return wrong('"holder" needs `token`, of which somebody holds most')
  const read = parseContract(token, names)
  return read.known
    ? { known: true, value: { kind: 'holder', token: read.value } }
    : wrong(`the token: ${read.reason}`)
}

const readPrice =
  (names: Names) =>
  ({ name, view, decimals, maxChangeBps, reference }: PriceExpectation, take: Take): Price => ({
    name,
    maxChangeBps,
    view: take('view', parseCall(view, { names })),
    decimals: take('decimals', parseOperand(decimals, { names })),
    reference:
      reference === undefined ? undefined : take('reference', parseCall(reference, { names })),
  })

const readPair =
  (names: Names) =>
  ({ name, rule, left, right, min, max }: PairExpectation, take: Take): Pair => {
    const isBounded = min !== undefined && max !== undefined
    if (rule === 'ratio' && !isBounded)
      take('rule', wrong('a ratio needs `min` and `max`, e.g. "0.99" and "1.01"'))
    if (rule !== 'ratio' && (min !== undefined || max !== undefined))
      take(
        'rule',
        wrong(`"${rule}" has no bounds; leave out \`min\` and \`max\`, or write "ratio"`),
      )
    const side = (text: string) =>
      rule === 'decimals' ? readDecimals(text, names) : parseOperand(text, { names })
    const bounds = {
      min: min === undefined ? undefined : take('min', parseRatio(min)),
      max: max === undefined ? undefined : take('max', parseRatio(max)),
    }
    return {
      name,
      rule,
      left: take('left', side(left)),
      right: take('right', side(right)),
      ...bounds,
    }
  }

/** Of a contract that is named alone its `decimals()` are meant. */
function readDecimals(text: string, names: Names): Known<Operand> {
  return parseOperand(parseContract(text, names).known ? `${text}.decimals()` : text, { names })
}

const readConsumers =
  (names: Names) =>
  ({ consumers, calls, each = [] }: ConsumerExpectation, take: Take): Consumers => {
    const words: ParseExpressionParameters = { names, words: each.length > 0 ? ['each'] : [] }
    return {
      consumers: consumers.map((one, index) =>
        take(`consumers.${index}`, parseContract(one, names)),
      ),
      calls: calls.map((one, index) => take(`calls.${index}`, parseCall(one, words))),
      each: each.map((one, index) => take(`each.${index}`, parseContract(one, names))),
    }
  }

const pathPattern = /^[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*|\[(?:\*|[\w]+)\])*(?:\.\*)?$/

const readWrite =
  (names: Names) =>
  ({ contract, path }: WriteExpectation, take: Take): DeclaredWrite => {
    if (path !== '*' && !pathPattern.test(path))
      take(
        'path',
        wrong('is no path of a variable; write e.g. _debts[*].amount, or * for all of them'),
      )
    return { contract: take('contract', parseContract(contract, names)), path }
  }

function wrong(reason: string) {
  return { known: false, reason } as const
}
