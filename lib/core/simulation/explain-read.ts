import { isAddressEqual } from 'viem'
import type { ReadDifference, ReadSide } from './getter-reads'
import { keysOfPath } from './path-keys'
import type { StateDiff, VariableChange } from './state-diff'

/**
 * Why an answer differs, as far as what was written tells: it is the very variable that was written, from the same value to
 * the same value, a refusal standing for one that is empty; or it rests on one that was, of which one of its very keys may
 * have been emptied.
 */
export type ReadCause =
  | { readonly kind: 'written'; readonly path: string }
  | {
      readonly kind: 'rests on'
      readonly paths: readonly string[]
      readonly emptied?: string | undefined
    }
  | { readonly kind: 'not written' }

export function explainRead(difference: ReadDifference, diff: StateDiff): ReadCause {
  const own = diff.contracts.find(({ address }) => isAddressEqual(address, difference.contract))
  const variables = (own?.storage ?? []).flatMap((slot) => slot.variables)
  const read = new Set(difference.reads.map(nameOf))
  const under = variables.filter(({ path }) => read.has(nameOf(path)))
  const same =
    variables.find((variable) => isTheVariable(difference, variable)) ??
    under.find((variable) => isRefusedWhereEmpty(difference, variable))
  if (same) return { kind: 'written', path: same.path }
  if (under.length === 0) return { kind: 'not written' }
  const paths = [...new Set(under.map(({ path }) => path))]
  const emptied = under.find((one) => hasItsKeys(difference, one) && isEmpty(one.after?.text))
  return { kind: 'rests on', paths, emptied: emptied?.path }
}

function isTheVariable(difference: ReadDifference, variable: VariableChange): boolean {
  const { before, after } = difference
  return (
    before.kind === 'answer' &&
    after.kind === 'answer' &&
    variable.before?.text === before.text &&
    variable.after?.text === after.text &&
    keysOfPath(variable.path).join('\n') === difference.args.join('\n')
  )
}

/** As `ownerOf` of a token that was burnt, or is made anew: it refuses what is nobody's. */
function isRefusedWhereEmpty(difference: ReadDifference, variable: VariableChange): boolean {
  const { before, after } = difference
  const tells = (side: ReadSide, text: string | undefined) =>
    side.kind === 'answer' ? side.text === text : side.kind === 'reverts' && isEmpty(text)
  return (
    hasItsKeys(difference, variable) &&
    tells(before, variable.before?.text) &&
    tells(after, variable.after?.text)
  )
}

function hasItsKeys({ args }: ReadDifference, { path }: VariableChange): boolean {
  return args.length > 0 && keysOfPath(path).join('\n') === args.join('\n')
}

const isEmpty = (text: string | undefined) =>
  text !== undefined && /^(0|0x0*|false|""|\[\])$/.test(text)

/** Of `openzeppelin.storage.Ownable._owner`, `MainStorage.fee` or `caps[3].limit` what the author calls it. */
function nameOf(path: string): string {
  const [outer = ''] = path.split('[')
  return outer.split('.').at(-1) ?? ''
}
