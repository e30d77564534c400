import type { AbiFunction, Hex } from 'viem'
import type { AbiChange, AbiDiff } from '@/lib/core/abi/diff-abi'

/** One row of the table of an ABI. */
export type AbiEntry = {
  /** Its selector or topic. */
  readonly key: Hex
  readonly signature: string
  readonly change: AbiChange<unknown>['change']
  /** What is different about it; of a function that came or went, what it was like. */
  readonly details: readonly string[]
}

type AbiSection = { readonly title: string; readonly key: string; readonly entries: AbiEntry[] }

/** Functions, events and errors; in each, what callers lose comes first. */
export function abiEntries({ functions, events, errors }: AbiDiff): AbiSection[] {
  return [
    {
      title: 'Functions',
      key: 'Selector',
      entries: sort(functions.map((item) => entryOf(item, describeFunction(item)))),
    },
    { title: 'Events', key: 'Topic', entries: sort(events.map((item) => entryOf(item, []))) },
    { title: 'Errors', key: 'Selector', entries: sort(errors.map((item) => entryOf(item, []))) },
  ]
}

function entryOf(
  { key, signature, change, changes }: AbiChange<unknown>,
  details: readonly string[],
): AbiEntry {
  return { key, signature, change, details: change === 'changed' ? changes : details }
}

function describeFunction({ from, to }: AbiChange<AbiFunction>): string[] {
  const item = to ?? from
  if (item === undefined) return []
  const outputs = item.outputs.map(({ type, internalType }) =>
    type.startsWith('tuple') ? (internalType ?? type) : type,
  )
  const returns = outputs.length === 0 ? 'returns nothing' : `returns (${outputs.join(', ')})`
  return [`${item.stateMutability}, ${returns}`]
}

const order: readonly AbiEntry['change'][] = ['removed', 'changed', 'added', 'unchanged']

function sort(entries: readonly AbiEntry[]): AbiEntry[] {
  return entries.toSorted((a, b) => order.indexOf(a.change) - order.indexOf(b.change))
}
