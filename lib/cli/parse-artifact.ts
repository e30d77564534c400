import type { Abi } from 'viem'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { CheckFact } from '@/lib/core/check/check-facts'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { StorageLayout } from '@/lib/core/storage-layout/storage-layout'

/** What a compiler said of one contract. A compiler that was not asked for the layout is a fact too. */
export type Artifact = {
  readonly name: string
  readonly abi: CheckFact<Abi>
  readonly layout: CheckFact<StorageLayout>
}

/** JSON in which no such contract is. */
export class InvalidArtifactError extends BaseError {
  override readonly name = 'InvalidArtifactError'
  constructor(what: string, facts: readonly ErrorFact[]) {
    super(what, {
      facts,
      hint: 'Give an artifact of Foundry or Hardhat, or the output of solc with :Contract behind the path.',
    })
  }
}

/**
 * Reads an artifact of Foundry or Hardhat, or the output of solc (also within a build-info), from a value parsed from
 * JSON.
 *
 * @param parameters.name For an artifact that does not name its contract, e.g. that of the file.
 * @param parameters.contract Which contract of a solc output: `Vault` or `src/Vault.sol:Vault`. Needless where it holds
 *   one.
 * @throws InvalidArtifactError, InvalidAbiError, InvalidStorageLayoutError
 */
export function parseArtifact(
  value: unknown,
  { name, contract }: { readonly name: string; readonly contract?: string | undefined },
): Artifact {
  const artifact = membersOf(value)
  if (Array.isArray(value)) return readContract(name, { abi: value })
  const output = membersOf(artifact.output).contracts ?? artifact.contracts
  if (output === undefined && 'abi' in artifact) return readContract(name, artifact)
  if (output === undefined) {
    const members = Object.keys(artifact).slice(0, 8).join(', ')
    throw new InvalidArtifactError('This is no artifact of a compiler.', [
      ['Has', visibleText(members || 'no members', { maxLength: 200 })],
      ['Lacks', 'abi or contracts'],
    ])
  }
  return pickContract(output, contract)
}

type Members = Readonly<Record<string, unknown>>

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Members)
    : {}
}

function pickContract(output: unknown, contract: string | undefined): Artifact {
  const all = Object.entries(membersOf(output)).flatMap(([file, contracts]) =>
    Object.entries(membersOf(contracts)).map(([name, one]) => ({ file, name, one })),
  )
  const found = all.filter(
    ({ file, name }) =>
      contract === undefined || contract === name || contract === `${file}:${name}`,
  )
  const [only] = found
  if (only && found.length === 1) return readContract(only.name, membersOf(only.one))
  const listed = (found.length > 0 ? found : all).map(({ file, name }) => `${file}:${name}`)
  const what = found.length > 1 ? 'It holds several such contracts.' : 'It holds no such contract.'
  throw new InvalidArtifactError(what, [
    ['Asked for', visibleText(contract ?? 'the only one', { maxLength: 120 })],
    ['Holds', visibleText(listed.slice(0, 12).join(', ') || 'none', { maxLength: 600 })],
    ...(listed.length > 12 ? [['…', `${listed.length - 12} more`] as const] : []),
  ])
}

/** A file that somebody compiled: it may be older than the source beside it. */
const anchor = 'third-party'

function readContract(name: string, contract: Members): Artifact {
  const { abi, storageLayout } = contract
  return {
    name: visibleText(name, { maxLength: 120 }),
    abi:
      abi === undefined
        ? { known: false, reason: `the artifact of ${name} has no abi` }
        : { known: true, value: parseAbi(abi), anchor },
    layout:
      storageLayout === undefined
        ? { known: false, reason: `the artifact of ${name} has no storageLayout` }
        : { known: true, value: parseStorageLayout(storageLayout), anchor },
  }
}
