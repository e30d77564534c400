import { authorityGuards, isWriter } from '@/lib/core/check/access/caller-authority'
import type { Verdict } from '@/lib/core/check/finding'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'

/** What it means that a variable is zero, by what the functions of its contract do with it. */
export type ZeroReliance = { readonly verdict: Verdict; readonly why: string }

export type ZeroVariable = {
  /** As the model calls it: `fee`, or `MainStorage.fee` for a member of a namespace. */
  readonly name: string
  readonly isBool: boolean
}

/**
 * Judges a new variable that is still zero. It fails where functions rely on it and nobody but chosen callers sets it:
 * then it should have been initialised. What begins with nothing by design passes, with the reason: what is never read,
 * what counts up from zero in a function that anyone calls, what is written before it is read. Where the code itself asks
 * whether it is zero, people have to look.
 */
export function judgeZero(variable: ZeroVariable, model: ContractModel): ZeroReliance {
  const once = new Set(model.initializers.map(({ selector }) => selector))
  const callable = model.functions.filter(
    (one) => isCallable(one) && !(one.selector && once.has(one.selector)),
  )
  const judged = judgeBy(variable, model.functions, callable)
  const unread = callable.filter((one) => one.unread.length > 0)
  if (judged.verdict !== 'pass' || unread.length === 0) return judged
  const why = `${judged.why}, as far as could be read; ${namesOf(unread)} could not be followed`
  return { verdict: 'unknown', why }
}

function judgeBy(
  { name, isBool }: ZeroVariable,
  functions: readonly FunctionModel[],
  callable: readonly FunctionModel[],
): ZeroReliance {
  const has = (names: readonly string[]) => names.some((one) => isNamed(one, name))
  const readers = callable.filter(({ reads }) => has(reads))
  const short = shortName(name)
  const both = readers.filter(({ writes }) => has(writes))
  const relying = readers.filter((one) => !has(one.writes) && !isOwnGetter(one, short))
  const writers = callable.filter((one) => isWriter(one) && has(one.writes))
  if (readers.length === 0) return pass('no function reads it')
  const open = both.filter((one) => authorityGuards(one).length === 0)
  const isCounted = counts(short, functions)
  // Of what only chosen callers count up, nobody else makes it more than zero.
  const inside = functions.filter((one) => !isCallable(one) && one.signature !== 'constructor')
  if (open.length > 0 && counts(short, [...open, ...inside])) return pass('it counts up from zero')
  if (relying.length === 0) {
    const reading = inside.filter(({ reads }) => has(reads))
    return judgeUnrelied(short, { both, isCounted, inside: reading })
  }
  if (isBool && writers.length > 0) return pass(`it is false until ${namesOf(writers)} sets it`)
  if (open.length > 0) {
    const why = `${namesOf(relying)} rely on it, and ${namesOf(open)}, open to anyone, writes it`
    return { verdict: 'unknown', why }
  }
  const isAsked = functions.some((one) => asksForZero(one, short))
  const set = writers.length > 0 ? `only ${namesOf(writers)} sets it` : 'no function sets it'
  const asked = isAsked ? '; the code asks whether it is zero' : ''
  const why = `${namesOf(relying)} rely on it, and ${set}${asked}`
  return { verdict: isBool || isAsked ? 'warn' : 'fail', why }
}

/** Whoever reads it writes it too. */
function judgeUnrelied(
  name: string,
  {
    both,
    isCounted,
    inside,
  }: {
    readonly both: readonly FunctionModel[]
    readonly isCounted: boolean
    /** What only the contract itself calls and that reads it. */
    readonly inside: readonly FunctionModel[]
  },
): ZeroReliance {
  if (both.length === 0) return pass('only its own getter reads it')
  if (isCounted) return pass('it counts up from zero')
  if (both.every((one) => isWrittenFirst(one, name, inside)))
    return pass('it is written before it is read')
  const why = `${namesOf(both)} read it and write it: which comes first is not told`
  return { verdict: 'unknown', why }
}

function pass(why: string): ZeroReliance {
  return { verdict: 'pass', why }
}

function isCallable({ visibility, signature }: FunctionModel): boolean {
  return (visibility === 'public' || visibility === 'external') && signature !== 'constructor'
}

/** Where inherited names clash the model qualifies them by their contract. */
function isNamed(one: string, name: string): boolean {
  return one === name || one.endsWith(`.${name}`)
}

function shortName(name: string): string {
  return name.split('.').at(-1) ?? name
}

/** `{ return _fee; }`, `{ return $.fee; }` */
function isOwnGetter({ mutability, body, reads }: FunctionModel, name: string): boolean {
  const bare = new RegExp(`return ([\\w$. ()]*\\.)?${escaped(name)} ?;`)
  return mutability === 'view' && reads.length <= 2 && bare.test(body)
}

/** Bodies have a space between any two signs. `x += …`, `x++`, `x = x + …`: nothing to begin with is the right beginning. */
function counts(name: string, functions: readonly FunctionModel[]): boolean {
  const own = escaped(name)
  const counting = new RegExp(
    `(?<![\\w$])${own} ?(\\+ ?=|\\+ ?\\+|= ?([\\w$]+\\.)?${own} ?\\+)|\\+ ?\\+ ?([\\w$]+\\.)?${own}(?![\\w$])`,
  )
  return functions.some(({ body }) => counting.test(body))
}

/**
 * Only where its own code names it, first on the left of an assignment that nothing of it goes into, under no condition and
 * in no loop, and nothing that it calls or that is asked in front of it has read it by then.
 */
function isWrittenFirst(
  { body, modifiers, guards }: FunctionModel,
  name: string,
  inside: readonly FunctionModel[],
): boolean {
  const mention = new RegExp(`(?<![\\w$])${escaped(name)}(?![\\w$])`)
  const found = mention.exec(body)
  if (!found) return false
  const before = body.slice(0, found.index)
  const [, value] = /^ ?=(?! ?=)([^;]*);/.exec(body.slice(found.index + found[0].length)) ?? []
  if (value === undefined || mention.test(value)) return false
  if (modifiers.length > 0 && guards.some((guard) => mention.test(guard))) return false
  const isReadBy = (one: FunctionModel) =>
    new RegExp(`(?<![\\w$])${escaped(one.name)} ?\\(`).test(before + value)
  return /^\{(?:[^{}]*;)? ?(?:[\w$]+ ?\. ?)*$/.test(before) && !inside.some(isReadBy)
}

function asksForZero({ body, guards }: FunctionModel, name: string): boolean {
  const asks = new RegExp(
    `(?<![\\w$])${escaped(name)} ?(= ?=|! ?=|>) ?(0|address ?\\( ?0 ?\\)|bytes32 ?\\( ?0 ?\\))(?![\\w.])`,
  )
  return asks.test(body) || guards.some((guard) => asks.test(guard))
}

function escaped(name: string): string {
  return name.replace(/[$.*+?^()[\]{}|\\]/g, '\\$&')
}

/** The first of some. */
function namesOf(functions: readonly FunctionModel[]): string {
  const names = [...new Set(functions.map(({ signature }) => signature))].toSorted()
  const rest = names.length - 3
  return rest > 0 ? `${names.slice(0, 3).join(', ')} and ${rest} more` : names.join(', ')
}
