import type { Hex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import type { BuildInfo, BuiltContract } from './build-info'
import { contractsIn } from './contracts-in'
import { InvalidSourcesError } from './invalid-sources-error'
import { matchBuiltCode } from './match-built-code'
import type { SourceBundle } from './source-bundle'

export type ChooseContractParameters = {
  /** `src/Vault.sol:Vault`, or `Vault` where one file declares it. */
  readonly contract?: string | undefined
  /** Runtime code on the chain, by which a contract is found that nobody named. */
  readonly code?: Hex | undefined
}

/**
 * Finds the one contract of a build-info that is meant: by its name, by its code, or because there is no other.
 *
 * @throws InvalidSourcesError that lists what there is to choose from.
 */
export function chooseContract(
  buildInfo: BuildInfo,
  { contract, code }: ChooseContractParameters,
): SourceBundle['contract'] {
  const all = contractsIn(buildInfo)
  const named = contract === undefined ? all : all.filter((one) => isNamed(one, contract))
  if (code !== undefined && named.some(({ runtimeCode }) => runtimeCode)) {
    const matching = matchBuiltCode(named, { code })
    if (matching.length === 1) return theOnly(matching, contract, all)
    if (contract === undefined && matching.length === 0) throw noneHasTheCode(all)
  }
  // The name of a Vyper contract is that of its file, which says nothing of it.
  const undeclared = buildInfo.input.language === 'Vyper' && named.length === 0
  if (undeclared && contract !== undefined) return vyperContract(buildInfo, contract)
  return theOnly(named, contract, all)
}

function isNamed({ path, name }: BuiltContract, contract: string): boolean {
  return contract === name || contract === `${path}:${name}`
}

function theOnly(
  found: readonly BuiltContract[],
  contract: string | undefined,
  all: readonly BuiltContract[],
): SourceBundle['contract'] {
  const [only] = found
  if (only && found.length === 1) return { path: only.path, name: only.name }
  const listed = found.length > 0 ? found : all
  const asked = visibleText(contract ?? 'the one with the code on the chain', { maxLength: 200 })
  throw new InvalidSourcesError(
    found.length > 1 ? 'Several contracts could be meant.' : 'There is no such contract.',
    {
      facts: [['Asked for', asked], ...choicesOf(listed)],
      hint: 'Name one in contract, as path:Name.',
    },
  )
}

function vyperContract({ input }: BuildInfo, contract: string): SourceBundle['contract'] {
  const at = contract.lastIndexOf(':')
  const [path, name] = [contract.slice(0, at), contract.slice(at + 1)]
  if (at > 0 && name !== '' && Object.hasOwn(input.sources, path)) return { path, name }
  throw new InvalidSourcesError('There is no such contract.', {
    facts: [['Asked for', visibleText(contract, { maxLength: 200 })]],
    hint: 'Name it in contract, as path:Name.',
  })
}

function noneHasTheCode(all: readonly BuiltContract[]): InvalidSourcesError {
  return new InvalidSourcesError('None of its contracts has the code on the chain.', {
    facts: choicesOf(all),
    hint: 'Give the build-info of that deployment: the same commit, compiler and settings.',
  })
}

function choicesOf(contracts: readonly BuiltContract[]): ErrorFact[] {
  return contracts.map(
    ({ path, name }): ErrorFact => [
      visibleText(name, { maxLength: 80 }),
      visibleText(`${path}:${name}`, { maxLength: 200 }),
    ],
  )
}
