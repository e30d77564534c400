import type { BuildInfo } from './build-info'
import { type ChooseContractParameters, chooseContract } from './choose-contract'
import { contractsIn } from './contracts-in'
import type { SourceBundle } from './source-bundle'

/**
 * Finds the contract of a build-info that is meant, as `chooseContract` does.
 *
 * @throws InvalidSourcesError
 */
export function findContract(
  buildInfo: BuildInfo,
  choice: ChooseContractParameters,
): SourceBundle['contract'] {
  const { language, sources } = buildInfo.input
  const at = choice.contract?.lastIndexOf(':') ?? -1
  const [path, name] = [choice.contract?.slice(0, at) ?? '', choice.contract?.slice(at + 1) ?? '']
  // Vyper declares no names: any is as good as that of the file.
  if (language === 'Vyper' && at > 0 && name !== '' && Object.hasOwn(sources, path)) {
    return { path, name }
  }
  const found = chooseContract(contractsIn(buildInfo), choice)
  return { path: found.path, name: found.name }
}
