import type { Hex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import type { BuiltContract } from './build-info'
import { InvalidSourcesError } from './invalid-sources-error'
import { matchBuiltCode } from './match-built-code'

export type ChooseContractParameters = {
  /** `src/Vault.sol:Vault`, or `Vault` where one file declares it. */
  readonly contract?: string | undefined
  /** Runtime code on the chain, by which a contract is found that nobody named. */
  readonly code?: Hex | undefined
}

/**
 * Finds the one contract that is meant: by its name, by its code, or because there is no other. Of one contract that was
 * built several times it is the first.
 *
 * @throws InvalidSourcesError that lists what there is to choose from.
 */
export function chooseContract<contract extends BuiltContract>(
  all: readonly contract[],
  { contract, code }: ChooseContractParameters,
): contract {
  const named = contract === undefined ? all : all.filter((one) => isNamed(one, contract))
  if (code !== undefined && named.some(({ runtimeCode }) => runtimeCode)) {
    const matching = matchBuiltCode(named, { code })
    const found = theOnly(matching)
    if (found) return found
    if (contract === undefined && matching.length === 0) {
      throw new InvalidSourcesError('None of its contracts has the code on the chain.', {
        facts: choicesOf(all),
        hint: 'Give the build of that deployment: the same commit, compiler and settings.',
      })
    }
  }
  const found = theOnly(named)
  if (found) return found
  const asked = visibleText(contract ?? 'the one with the code on the chain', { maxLength: 200 })
  throw new InvalidSourcesError(
    named.length > 1 ? 'Several contracts could be meant.' : 'There is no such contract.',
    {
      facts: [['Asked for', asked], ...choicesOf(named.length > 0 ? named : all)],
      hint: 'Name one in contract, as path:Name.',
    },
  )
}

function isNamed({ path, name }: BuiltContract, contract: string): boolean {
  return contract === name || contract === `${path}:${name}`
}

function theOnly<contract extends BuiltContract>(found: readonly contract[]): contract | undefined {
  const [first] = found
  const isOnly = found.every(({ path, name }) => path === first?.path && name === first.name)
  return isOnly ? first : undefined
}

function choicesOf(contracts: readonly BuiltContract[]): ErrorFact[] {
  return contracts.map(
    ({ path, name }): ErrorFact => [
      visibleText(name, { maxLength: 80 }),
      visibleText(`${path}:${name}`, { maxLength: 200 }),
    ],
  )
}
