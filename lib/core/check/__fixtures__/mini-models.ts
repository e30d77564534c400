import { compileSources } from '@/lib/core/source/__fixtures__/compile-sources'
import type { CompiledContract } from '@/lib/core/source/compiled-contract'
import type { ContractModel } from '@/lib/core/source/contract-model'
import { readContractModel } from '@/lib/core/source/read-model'
import { known } from './known'
import { miniContracts } from './mini-contracts'

const models = new Map<string, ContractModel>()
let compiled: ReturnType<typeof compileSources> | undefined

/** A contract of `mini-contracts.ts`, compiled once for all tests. */
function miniContract(name: string): CompiledContract {
  compiled ??= compileSources({ 'src/Mini.sol': miniContracts })
  return compiled(name)
}

export function miniModel(name: string): ContractModel {
  const model = models.get(name) ?? readContractModel(miniContract(name))
  models.set(name, model)
  return model
}

/** The facts of an upgrade from one contract to another, as far as they are of the AST. */
export function modelFacts(from: string, to: string) {
  return { 'old model': known(miniModel(from)), 'new model': known(miniModel(to)) }
}
