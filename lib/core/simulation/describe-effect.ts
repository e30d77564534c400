import { visibleText } from '@/lib/core/chain/visible-text'
import type { Effect } from './effects'

/** What an effect is about, in words; where one side is not decoded, the other names it. */
export function describeEffect(effect: Effect, other?: Effect | undefined): string {
  const { kind, contract, place, name } = effect
  const shown = visibleText(other?.variables && !effect.variables ? other.name : name, {
    maxLength: 200,
  })
  switch (kind) {
    case 'write':
    case 'balance':
    case 'nonce':
    case 'code':
      return `${shown} of ${contract}`
    case 'ether':
      return `ether ${place}`
    case 'transfer':
      return `token ${contract}, ${place}`
    case 'allowance':
      return `allowance of ${contract}, ${place}`
    case 'creation':
      return `contract created by ${contract}`
    case 'event':
      return `event ${shown || place} of ${contract}`
  }
}

const nothing: Readonly<Record<Effect['kind'], string>> = {
  write: 'not written',
  balance: 'not changed',
  nonce: 'not changed',
  code: 'not changed',
  ether: 'none',
  transfer: 'none',
  allowance: 'none',
  creation: 'none',
  event: 'not emitted',
}

/** One side of a difference, in words. Of a word only the variables that are not the same on the other side. */
export function describeSide(effect: Effect | undefined, other: Effect | undefined): string {
  if (!effect) return nothing[other?.kind ?? 'write']
  const { kind, before, after, variables } = effect
  const told = (variables ?? []).filter((one) => !isToldBy(other, one))
  if (kind === 'write' && told.length > 0 && (!other || other.variables)) {
    const name = (path: string) => (variables?.length === 1 ? '' : `${path}: `)
    const lines = told.map(
      (one) => `${name(one.path)}${one.before ?? 'none'} → ${one.after ?? 'none'}`,
    )
    return visibleText(lines.join('; '), { maxLength: 400 })
  }
  return visibleText(before === undefined ? after : `${before} → ${after}`, { maxLength: 400 })
}

function isToldBy(
  other: Effect | undefined,
  one: { path: string; before?: string | undefined; after?: string | undefined },
) {
  return (other?.variables ?? []).some(
    ({ path, before, after }) => path === one.path && before === one.before && after === one.after,
  )
}
