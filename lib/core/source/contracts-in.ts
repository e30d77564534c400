import type { BuildInfo, BuiltContract } from './build-info'
import { type JsonMembers, memberOf, membersOf } from './json-members'
import { readSourceWords } from './source-words'

/**
 * The contracts of a build-info, by path and name: those of its output, or, where it has none, those that its sources
 * declare. A contract of Vyper bears the name of its file.
 */
export function contractsIn({ input, contracts }: BuildInfo): readonly BuiltContract[] {
  if (contracts.length > 0) return contracts
  return Object.entries(input.sources).flatMap(([path, text]) => {
    const names = input.language === 'Vyper' ? [fileName(path)] : readSourceWords(text).declarations
    return names.map((name) => ({ path, name, filled: [] }))
  })
}

function fileName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
}

/**
 * Reads the contracts of the output of solc, leniently: a contract of another shape only has no code to compare.
 *
 * @param output The member of that name, or undefined.
 */
export function parseBuiltContracts(output: unknown): BuiltContract[] {
  return entriesOf(memberOf(output, 'contracts')).flatMap(([path, contracts]) =>
    entriesOf(contracts).map(([name, contract]) => ({
      path,
      name,
      ...parseBuiltCode(memberOf(memberOf(contract, 'evm'), 'deployedBytecode')),
    })),
  )
}

/**
 * Reads the runtime code of a contract, as the output of solc and the artifacts of Foundry have it.
 *
 * @param code The member `deployedBytecode`.
 */
export function parseBuiltCode(code: unknown): Pick<BuiltContract, 'runtimeCode' | 'filled'> {
  const object = memberOf(code, 'object')
  const runtimeCode = typeof object === 'string' ? object.replace(/^0x/, '') : undefined
  return { runtimeCode, filled: filledRanges(code) }
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
