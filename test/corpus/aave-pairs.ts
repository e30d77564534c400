import type { Hex } from 'viem'
import type { BuildInfo } from '@/lib/core/source/build-info'
import { bundleBuildInfo } from '@/lib/core/source/bundle-sources'
import { parseBuildInfo } from '@/lib/core/source/parse-build-info'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { CorpusContract, CorpusPair } from './corpus-pair'
import { packageId, readPackageFile } from './package-files'

/** A token that names its pool in the code. Pool itself takes as long to compile as all the others here. */
const contracts = ['tokenization/AToken']

/** Hardhat's build-infos, by the alias of their package. */
const buildInfos = {
  'aave-1.18': 'artifacts/build-info/e1fa8e2639d3076182e0e3235e099b71.json',
  'aave-1.19': 'artifacts/build-info/43678f55a3ef48531b5ad2350a78a276.json',
} as const

/** Contracts of Aave's core, each side from the build-info of its package. */
export const aavePairs: readonly CorpusPair[] = contracts.map((place) => ({
  name: `aave-${place.slice(place.indexOf('/') + 1)}`,
  read: () => ({
    from: readContract(readBuild('aave-1.18'), place),
    to: readContract(readBuild('aave-1.19'), place),
  }),
}))

type Build = {
  readonly alias: keyof typeof buildInfos
  readonly buildInfo: BuildInfo
  readonly output: { contracts: Record<string, Record<string, WireContract>> }
}

type WireContract = {
  storageLayout: unknown
  evm: { deployedBytecode: { object: string } }
}

function readBuild(alias: Build['alias']): Build {
  const json = JSON.parse(readPackageFile(alias, buildInfos[alias]))
  return { alias, buildInfo: parseBuildInfo(json), output: json.output }
}

function readContract({ alias, buildInfo, output }: Build, place: string): CorpusContract {
  const path = `contracts/protocol/${place}.sol`
  const name = place.slice(place.indexOf('/') + 1)
  const built = output.contracts[path]?.[name]
  if (!built) throw new Error(`${alias} has no ${path}:${name}.`)
  return {
    package: packageId(alias),
    bundle: bundleBuildInfo(buildInfo, { contract: `${path}:${name}` }).bundle,
    code: linkLibraries(built.evm.deployedBytecode.object),
    recordedIn: buildInfos[alias],
    layout: parseStorageLayout(built.storageLayout),
  }
}

/** Libraries are linked when a contract is deployed: here each gets the hash of its name for an address. */
function linkLibraries(object: string): Hex {
  return `0x${object.replaceAll(/__\$(\w{34})\$__/g, '$1000000')}`
}
