import { isWriter } from '@/lib/core/check/access/caller-authority'
import type { ContractModel, FunctionModel } from '@/lib/core/source/contract-model'
import type { Passer, PowerRow, PowerSide } from './authority'
import { classifyPower } from './classify-power'
import type { Holders } from './holder-after'
import { type CallerGuard, callerGuardsOf, type Principal, principalKey } from './read-guard'

/** A function of one side. */
export type ToldPower = Pick<PowerRow, 'power' | 'signature' | 'selector'> & {
  readonly side: PowerSide
  readonly isGuarded: boolean
  /** An initializer: anyone may call it, but only once, and other checks look at that. */
  readonly isOnce: boolean
}

/** What a side of an upgrade lets callers do, by selector: every function that writes. */
export function listPowers(
  { functions, initializers }: ContractModel,
  holders: ReadonlyMap<string, Holders>,
): ReadonlyMap<string, ToldPower> {
  const once = new Set(initializers.map(({ signature }) => signature))
  const writers = functions.filter(isWriter)
  const guards = new Map(writers.map((one) => [one, callerGuardsOf(one)]))
  const named = new Set(
    [...guards.values()]
      .flat()
      .flatMap(({ principals }) =>
        principals.flatMap((one) => (one.kind === 'variable' ? [one.name] : [])),
      ),
  )
  return new Map(
    writers.map((one): [string, ToldPower] => {
      const asked = guards.get(one) ?? []
      return [
        one.selector ?? one.signature,
        {
          power: classifyPower(one, { guards: asked, holders: named }),
          signature: one.signature,
          selector: one.selector,
          isGuarded: asked.length > 0,
          isOnce: once.has(one.signature),
          side: {
            guards: asked.map(({ text }) => text),
            passers: passersOf(one, asked, holders),
          },
        },
      ]
    }),
  )
}

function passersOf(
  { unread }: FunctionModel,
  guards: readonly CallerGuard[],
  holders: ReadonlyMap<string, Holders>,
): Passer[] {
  const [first, ...others] = guards.map(({ principals }) =>
    distinct(principals.flatMap((one) => passersBy(one, holders))),
  )
  if (!first) {
    // Beyond what could not be followed it may ask after all.
    return unread.length > 0
      ? [{ kind: 'unknown', reason: 'not all of it could be followed' }]
      : [{ kind: 'anyone' }]
  }
  return others.reduce(whoPassesBoth, first)
}

function passersBy(principal: Principal, holders: ReadonlyMap<string, Holders>): Passer[] {
  if (principal.kind === 'condition') {
    return [{ kind: 'unknown', reason: `anyone, where ${principal.text}` }]
  }
  const found = holders.get(principalKey(principal))
  if (principal.kind === 'other' || !found) {
    return [{ kind: 'unknown', reason: `whoever meets ${principalKey(principal)}` }]
  }
  return passersOfHolders(found)
}

/** Those that a table of holders names. */
export function passersOfHolders(found: Holders): Passer[] {
  if (!found.known) return [{ kind: 'unknown', reason: found.reason }]
  if (found.value.length === 0) return [{ kind: 'nobody' }]
  return found.value.map((address) => ({ kind: 'account', address }))
}

/** No one is left out of a list with somebody on it. */
function distinct(passers: readonly Passer[]): Passer[] {
  const keys = passers.map(passerKey)
  const once = passers.filter((one, at) => keys.indexOf(passerKey(one)) === at)
  const some = once.filter(({ kind }) => kind !== 'nobody')
  return some.length > 0 ? some : once
}

function whoPassesBoth(left: readonly Passer[], right: readonly Passer[]): Passer[] {
  const isUnread = [...left, ...right].some(isUnknownPasser)
  const keys = new Set(right.map(passerKey))
  const both = left.filter((one) => keys.has(passerKey(one)))
  if (isUnread) return [...both.filter((one) => !isUnknownPasser(one)), bothAsked]
  return both.length > 0 ? both : [{ kind: 'nobody' }]
}

const bothAsked: Passer = { kind: 'unknown', reason: 'whoever meets every condition' }

/** Whether it is not known who passes. */
export function isUnknownPasser({ kind }: Passer): boolean {
  return kind === 'unknown'
}

/** Tells one passer from another. */
export function passerKey(passer: Passer): string {
  if (passer.kind === 'account') return passer.address.toLowerCase()
  return passer.kind === 'unknown' ? passer.reason : passer.kind
}
