import { type Abi, type Hex, toFunctionSelector, toFunctionSignature } from 'viem'
import type { CodeAnalysis } from '@/lib/core/bytecode/code-analysis'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CheckFactValues } from '@/lib/core/check/check-facts'
import type { FindingEvidence } from '@/lib/core/check/finding'

type Values = Partial<CheckFactValues>

/** Hints that are shown of one check; code can hold thousands of selectors. */
const shown = 50

/** Selectors that proxy and new code both answer, where an ABI is missing. What is not found may be there all the same. */
export function hintClashes(values: Values): FindingEvidence[] {
  const proxy = selectorsOf(values['proxy ABI'], values['proxy analysis'])
  const next = selectorsOf(values['new ABI'], values['new analysis'])
  const both = [...proxy].filter(([selector]) => next.has(selector))
  return firstOf(
    both.map(([selector, name]) => {
      const what = [name, next.get(selector)].find(Boolean) ?? 'a function without a name'
      return { where: selector, what: visibleText(`${what}: proxy and new code both answer it`) }
    }),
  )
}

/** Selectors that only the new code answers, where an ABI is missing, and the slots that they were seen to write. */
export function hintWriters(values: Values): FindingEvidence[] {
  // With nothing known of the old code, all of the new code would be called new.
  if (!values['old ABI'] && !values['old analysis']?.selectors.length) return []
  const before = selectorsOf(values['old ABI'], values['old analysis'])
  const after = selectorsOf(values['new ABI'], values['new analysis'])
  const added = [...after].filter(([selector]) => !before.has(selector))
  return firstOf(
    added.map(([selector, name]) => {
      const slots = slotsWrittenBy(selector, values['new analysis'])
      const writes = slots.length > 0 ? `writes ${slots.join(', ')}` : 'was not seen to write'
      return { where: selector, what: visibleText([name, `new; ${writes}`].join(' ').trim()) }
    }),
  )
}

/** With their signatures where an ABI tells them. */
function selectorsOf(abi: Abi | undefined, analysis: CodeAnalysis | undefined): Map<Hex, string> {
  if (!abi) return new Map(analysis?.selectors.map((selector) => [selector, '']))
  return new Map(
    abi.flatMap((item) =>
      item.type === 'function'
        ? [[toFunctionSelector(item), toFunctionSignature(item)] as const]
        : [],
    ),
  )
}

function slotsWrittenBy(selector: Hex, analysis: CodeAnalysis | undefined): string[] {
  const uses = analysis?.storage.filter(({ writes }) => writes.includes(selector)) ?? []
  // Slots that a hash gave are too long to be read one by one.
  return uses.map(({ slot, type }) => `slot ${slot < 2n ** 64n ? slot : 'of a hash'} (${type})`)
}

function firstOf(hints: readonly FindingEvidence[]): FindingEvidence[] {
  const rest = hints.length - shown
  const more = rest > 0 ? [{ where: 'code', what: `and ${rest} more` }] : []
  return [...hints.slice(0, shown), ...more]
}
