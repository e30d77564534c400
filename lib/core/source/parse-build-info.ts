import { visibleText } from '@/lib/core/chain/visible-text'
import type { BuildInfo } from './build-info'
import { parseBuiltContracts } from './contracts-in'
import { InvalidSourcesError } from './invalid-sources-error'
import { memberOf, membersOf } from './json-members'
import { parseCompilerInput } from './parse-compiler-input'
import { parseCompilerVersion } from './parse-compiler-version'

/**
 * Reads a build-info of Foundry or Hardhat, or a standard JSON input alone, from a value parsed from JSON.
 *
 * @param output What came out, for Hardhat 3, which keeps it in a file beside: `<id>.output.json`.
 * @throws InvalidSourcesError
 */
export function parseBuildInfo(value: unknown, output?: unknown): BuildInfo {
  const input = memberOf(value, 'input')
  if (input === undefined && memberOf(value, 'sources') !== undefined) {
    return { compiler: undefined, input: parseCompilerInput(value), contracts: [] }
  }
  if (input === undefined) throw withoutInput(value)
  const outcome = memberOf(output, 'output') ?? memberOf(value, 'output')
  return {
    compiler: compilerOf(value, outcome),
    input: parseCompilerInput(input),
    contracts: parseBuiltContracts(outcome),
  }
}

function compilerOf(value: unknown, output: unknown): string | undefined {
  const told = memberOf(value, 'solcLongVersion') ?? memberOf(value, 'solcVersion')
  if (told === undefined) return undefined
  const version = parseCompilerVersion(told)
  // Foundry tells no commit, but the metadata of what it compiled does.
  return version.includes('+') ? version : (versionInMetadata(output, version) ?? version)
}

function versionInMetadata(output: unknown, version: string): string | undefined {
  for (const contracts of Object.values(membersOf(memberOf(output, 'contracts')) ?? {})) {
    for (const contract of Object.values(membersOf(contracts) ?? {})) {
      const metadata = memberOf(contract, 'metadata')
      const found =
        typeof metadata === 'string'
          ? /"compiler":\{"version":"([^"]{1,80})"\}/.exec(metadata)?.[1]
          : undefined
      if (found?.startsWith(`${version}+`)) return parseCompilerVersion(found)
    }
  }
  return undefined
}

function withoutInput(value: unknown): InvalidSourcesError {
  const members = Object.keys(membersOf(value) ?? {})
  const isFoundry = members.includes('source_id_to_path')
  return new InvalidSourcesError('This holds no input of a compiler.', {
    facts: [
      ['Has', visibleText(members.slice(0, 8).join(', ') || 'no members', { maxLength: 200 })],
      ['Lacks', 'input, or sources'],
    ],
    hint: isFoundry
      ? 'Foundry left the sources out of this build-info: run `forge build --force --build-info`.'
      : 'Give a standard JSON input of solc, or a build-info of Foundry or Hardhat.',
  })
}
