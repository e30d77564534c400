import { isAddressEqual } from 'viem'
import type { ReadDifference } from './getter-reads'
import { keysOfPath } from './path-keys'
import type { StateDiff, VariableChange } from './state-diff'

/**
 * Why an answer differs, as far as what was written tells: it is the very variable that was written, from the same value to
 * the same value; or it rests on one that was.
 */
export type ReadCause =
  | { readonly kind: 'written'; readonly path: string }
  | { readonly kind: 'rests on'; readonly paths: readonly string[] }
  | { readonly kind: 'not written' }

export function explainRead(difference: ReadDifference, diff: StateDiff): ReadCause {
  const own = diff.contracts.find(({ address }) => isAddressEqual(address, difference.contract))
  const variables = (own?.storage ?? []).flatMap((slot) => slot.variables)
  const same = variables.find((variable) => isTheVariable(difference, variable))
  if (same) return { kind: 'written', path: same.path }
  const read = new Set(difference.reads.map(nameOf))
  const under = variables.filter(({ path }) => read.has(nameOf(path)))
  if (under.length === 0) return { kind: 'not written' }
  return { kind: 'rests on', paths: [...new Set(under.map(({ path }) => path))] }
}

function isTheVariable({ before, after, args }: ReadDifference, variable: VariableChange): boolean {
  return (
    before.kind === 'answer' &&
    after.kind === 'answer' &&
    variable.before?.text === before.text &&
    variable.after?.text === after.text &&
    keysOfPath(variable.path).join('\n') === args.join('\n')
  )
}

/** Of `openzeppelin.storage.Ownable._owner`, `MainStorage.fee` or `caps[3].limit` what the author calls it. */
function nameOf(path: string): string {
  const [outer = ''] = path.split('[')
  return outer.split('.').at(-1) ?? ''
}
