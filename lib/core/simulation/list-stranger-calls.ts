import {
  type Abi,
  type AbiFunction,
  type Hex,
  size,
  slice,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { knownFunctions } from '@/lib/core/calldata/known-functions'
import { visibleText } from '@/lib/core/chain/visible-text'
import {
  type Actors,
  guessedArguments,
  strangerArguments,
  type TriedData,
} from './stranger-arguments'

/** A function that is tried, with all calldata for it. */
export type TriedFunction = {
  readonly selector: Hex
  readonly name: string
  readonly tries: readonly TriedData[]
}

export type ListStrangerCallsParameters = {
  /** Those that count first in front. */
  readonly abis: readonly Abi[]
  /** What is found in the code alone, whatever the ABIs say. */
  readonly selectors: readonly Hex[]
  /** Calldata at hand that others have used or will use. */
  readonly used: readonly Hex[]
  readonly actors: Actors
}

/**
 * Every function that may write, by its selector: those of the ABIs that are neither view nor pure, and those that only the
 * code has. A function that an ABI calls view cannot write, since the ABI is that of the proved sources.
 */
export function listStrangerCalls({
  abis,
  selectors,
  used,
  actors,
}: ListStrangerCallsParameters): TriedFunction[] {
  const named = new Map<Hex, AbiFunction>()
  for (const item of abis.flat()) {
    if (item.type !== 'function') continue
    const selector = toFunctionSelector(item)
    const earlier = named.get(selector)
    if (!earlier || (isReader(earlier) && !isReader(item))) named.set(selector, item)
  }
  const all = [...new Set([...named.keys(), ...selectors, ...used.flatMap(selectorOf)])].toSorted()
  return all.flatMap((selector) => {
    const item = named.get(selector)
    if (item && isReader(item)) return []
    const [known, another] = knownFunctions().get(selector) ?? []
    const form = item ?? (another ? undefined : known)
    const own = used.filter((data) => selectorOf(data)[0] === selector)
    const same = own.map((data) => ({ data, given: 'the calldata of the patch' }))
    const name = form ? visibleText(toFunctionSignature(form), { maxLength: 200 }) : selector
    return [{ selector, name, tries: [...same, ...triesOf(selector, form, actors)] }]
  })
}

function triesOf(selector: Hex, form: AbiFunction | undefined, actors: Actors): TriedData[] {
  if (!form) return guessedArguments(selector, actors)
  try {
    return strangerArguments(form, actors)
  } catch {
    // A type that our encoder does not know.
    return guessedArguments(selector, actors)
  }
}

function isReader({ stateMutability }: AbiFunction): boolean {
  return stateMutability === 'view' || stateMutability === 'pure'
}

function selectorOf(data: Hex): Hex[] {
  return size(data) >= 4 ? [slice(data, 0, 4)] : []
}
