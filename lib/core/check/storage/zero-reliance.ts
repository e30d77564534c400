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
export function judgeZero(
  { name, isBool }: ZeroVariable,
  { functions, initializers }: ContractModel,
): ZeroReliance {
  const once = new Set(initializers.map(({ selector }) => selector))
  const callable = functions.filter(
    (one) => isCallable(one) && !(one.selector && once.has(one.selector)),
  )
  const has = (names: readonly string[]) => names.some((one) => isNamed(one, name))
  const readers = callable.filter(({ reads }) => has(reads))
  const writers = callable.filter((one) => isWriter(one) && has(one.writes))
  if (readers.length === 0) return pass('no function reads it')
  const short = shortName(name)
  const relying = readers.filter((one) => !has(one.writes) && !isOwnGetter(one, short))
  const both = readers.filter((one) => has(one.writes))
  const isOpen = (one: FunctionModel) => authorityGuards(one).length === 0
  if (both.some(isOpen) && counts(short, functions)) return pass('it counts up from zero')
  if (relying.length === 0) {
    if (both.length === 0) return pass('only its own getter reads it')
    if (counts(short, functions)) return pass('it counts up from zero')
    if (both.every((one) => isWrittenFirst(one, short)))
      return pass('it is written before it is read')
    const why = `${namesOf(both)} read it and write it: which comes first is not told`
    return { verdict: 'unknown', why }
  }
  const who = namesOf(relying)
  if (isBool && writers.length > 0) return pass(`it is false until ${namesOf(writers)} sets it`)
  if (both.some(isOpen)) {
    const why = `${who} rely on it, and ${namesOf(both.filter(isOpen))}, open to anyone, writes it`
    return { verdict: 'unknown', why }
  }
  const asked = functions.some((one) => asksForZero(one, short))
  const set = writers.length > 0 ? `only ${namesOf(writers)} sets it` : 'no function sets it'
  return {
    verdict: isBool || asked ? 'warn' : 'fail',
    why: `${who} rely on it, and ${set}${asked ? '; the code asks whether it is zero' : ''}`,
  }
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
  const bare = new RegExp(`return (\\w[\\w$()]*\\.|\\$\\.)?${escaped(name)} ?;`)
  return mutability === 'view' && reads.length <= 2 && bare.test(body)
}

/** `x += …`, `x++`, `x = x + …`: nothing to begin with is the right beginning. */
function counts(name: string, functions: readonly FunctionModel[]): boolean {
  const own = escaped(name)
  const counting = new RegExp(
    `(?<![\\w$])${own} ?(\\+=|\\+\\+|= ?(\\w+\\.)?${own} ?\\+)|\\+\\+ ?(\\w+\\.|\\$\\.)?${own}(?![\\w$])`,
  )
  return functions.some(({ body }) => counting.test(body))
}

/** Only where its own code names it, and first on the left of an assignment. */
function isWrittenFirst({ body }: FunctionModel, name: string): boolean {
  const [mention] = new RegExp(`(?<![\\w$])${escaped(name)} ?(=(?!=))?`).exec(body) ?? []
  return mention?.endsWith('=') === true
}

function asksForZero({ body, guards }: FunctionModel, name: string): boolean {
  const asks = new RegExp(
    `(?<![\\w$])${escaped(name)} ?(==|!=|>) ?(0|address ?\\( ?0 ?\\)|bytes32 ?\\( ?0 ?\\))(?![\\w.])`,
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
