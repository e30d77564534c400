import { type Hex, keccak256, stringToBytes } from 'viem'
import { importClosure } from '@/lib/core/source/import-closure'
import { parseCompilerInput } from '@/lib/core/source/parse-compiler-input'
import { bundleMetadata, parseSourceMetadata } from '@/lib/core/source/source-metadata'
import { parseStorageLayout } from '@/lib/core/storage-layout/parse-storage-layout'
import type { CorpusContract, CorpusPair } from './corpus-pair'
import { listSources, packageId, readPackageFile } from './package-files'

/** The implementations that stand behind Optimism's proxies on mainnet. */
const contracts = [
  'L1CrossDomainMessenger',
  'L1ERC721Bridge',
  'L1StandardBridge',
  'L2OutputOracle',
  'OptimismMintableERC20Factory',
  'OptimismPortal',
  'SystemConfig',
]

const [before, after] = ['optimism-0.16', 'optimism-0.17']
const deployments = 'deployments/mainnet'

/** What 0.16.2 records of mainnet, against what 0.17.1 was built to. */
export const optimismPairs: readonly CorpusPair[] = contracts.map((name) => ({
  name: `optimism-${name}`,
  read: () => ({ from: deployedContract(name), to: builtContract(name) }),
}))

/** Both are in the package: the code on mainnet, and the whole input of its compiler. */
function deployedContract(name: string): CorpusContract {
  const recordedIn = `${deployments}/${name}.json`
  const { deployedBytecode, storageLayout, metadata, solcInputHash } = readJson(before, recordedIn)
  const { compiler, contract } = parseSourceMetadata(JSON.parse(metadata))
  const input = readJson(before, `${deployments}/solcInputs/${solcInputHash}.json`)
  return {
    package: packageId(before),
    bundle: importClosure({ ...parseCompilerInput(input), compiler, contract }),
    code: deployedBytecode,
    recordedIn,
    layout: storageLayout && parseStorageLayout(storageLayout),
  }
}

/** Its artifacts name each source by hash. Mainnet is at another version, of which only the record is there. */
function builtContract(name: string): CorpusContract {
  const texts = readTexts()
  const recordedIn = `forge-artifacts/${name}.sol/${name}.json`
  const { deployedBytecode, storageLayout, metadata } = readJson(after, recordedIn)
  const parsed = parseSourceMetadata(metadata)
  const named = parsed.sources.flatMap(({ path, hash }) => {
    const text = texts.get(hash)
    return text === undefined ? [] : [[path, text] as const]
  })
  const onMainnet = readJson(after, `${deployments}/${name}.json`)
  return {
    package: packageId(after),
    bundle: bundleMetadata(parsed, { texts: new Map(named) }).bundle,
    code: deployedBytecode.object,
    recordedIn,
    layout: parseStorageLayout(storageLayout),
    deployed: {
      code: onMainnet.deployedBytecode,
      recordedIn: `${deployments}/${name}.json`,
      layout: parseStorageLayout(onMainnet.storageLayout),
      metadata: parseSourceMetadata(JSON.parse(onMainnet.metadata)),
      texts,
    },
  }
}

let read: ReadonlyMap<Hex, string> | undefined

/** By their hash: its own sources, and those of its libraries, which only the input of an earlier deployment holds. */
function readTexts(): ReadonlyMap<Hex, string> {
  if (read) return read
  const own = listSources(after, 'src').map((path) => readPackageFile(after, path))
  const { solcInputHash } = readJson(before, `${deployments}/SystemConfig.json`)
  const input = readJson(after, `${deployments}/solcInputs/${solcInputHash}.json`)
  const theirs = Object.values<{ content: string }>(input.sources).map(({ content }) => content)
  read = new Map([...own, ...theirs].map((text) => [keccak256(stringToBytes(text)), text]))
  return read
}

function readJson(alias: string, path: string) {
  return JSON.parse(readPackageFile(alias, path))
}
