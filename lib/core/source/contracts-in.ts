import type { BuildInfo, BuiltContract } from './build-info'
import { type JsonMembers, memberOf, membersOf } from './json-members'
import { readSourceWords } from './source-words'

/**
 * The contracts of a build-info, by path and name: those of its output, or, where it has none, those that its sources
 * declare.
 */
export function contractsIn({ input, contracts }: BuildInfo): readonly BuiltContract[] {
  if (contracts.length > 0 || input.language !== 'Solidity') return contracts
  return Object.entries(input.sources).flatMap(([path, text]) =>
    readSourceWords(text).declarations.map((name) => ({ path, name, filled: [] })),
  )
}

/**
 * Reads the contracts of the output of solc, leniently: a contract of another shape only has no code to compare.
 *
 * @param output The member of that name, or undefined.
 */
export function parseBuiltContracts(output: unknown): BuiltContract[] {
  return entriesOf(memberOf(output, 'contracts')).flatMap(([path, contracts]) =>
    entriesOf(contracts).map(([name, contract]) => {
      const code = memberOf(memberOf(contract, 'evm'), 'deployedBytecode')
      const object = memberOf(code, 'object')
      const runtimeCode = typeof object === 'string' ? object.replace(/^0x/, '') : undefined
      return { path, name, runtimeCode, filled: filledRanges(code) }
    }),
  )
}

function filledRanges(code: unknown): BuiltContract['filled'] {
  const immutables = entriesOf(memberOf(code, 'immutableReferences'))
  const libraries = entriesOf(memberOf(code, 'linkReferences')).flatMap(([, of]) => entriesOf(of))
  return [...immutables, ...libraries].flatMap(([, ranges]) =>
    (Array.isArray(ranges) ? ranges : []).flatMap((range: unknown) => {
      const [start, length] = [memberOf(range, 'start'), memberOf(range, 'length')]
      return isOffset(start) && isOffset(length) ? [{ start, length }] : []
    }),
  )
}

function isOffset(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0
}

function entriesOf(value: unknown): [string, unknown][] {
  const members: JsonMembers = membersOf(value) ?? {}
  return Object.entries(members)
}
