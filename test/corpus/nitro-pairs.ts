import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { resolveImport } from '@/lib/core/source/resolve-import'
import type { SourceBundle } from '@/lib/core/source/source-bundle'
import { readSourceWords } from '@/lib/core/source/source-words'
import type { CorpusContract, CorpusPair } from './corpus-pair'
import { corpusFolder, packageId, readPackageFile } from './package-files'

const contracts = ['bridge/Bridge']

type Release = {
  readonly alias: string
  readonly compiler: string
  readonly runs: number
}

/** No package tells its settings: that all the code comes out to the byte, but for its metadata, shows that they are these. */
const before: Release = { alias: 'nitro-2.1', compiler: '0.8.9+commit.e5eed63a', runs: 100 }
const after: Release = { alias: 'nitro-3.1', compiler: '0.8.17+commit.8df45f5f', runs: 2_000 }

/** Contracts of Arbitrum's bridge, from the sources of their packages. */
export const nitroPairs: readonly CorpusPair[] = contracts.map((place) => ({
  name: `nitro-${place.slice(place.indexOf('/') + 1)}`,
  read: () => ({ from: readContract(before, place), to: readContract(after, place) }),
}))

function readContract({ alias, compiler, runs }: Release, place: string): CorpusContract {
  const path = `src/${place}.sol`
  const name = place.slice(place.indexOf('/') + 1)
  const recordedIn = `build/contracts/${path}/${name}.json`
  const bundle: SourceBundle = {
    language: 'Solidity',
    compiler,
    contract: { path, name },
    sources: readClosure(alias, path),
    settings: { optimizer: { enabled: true, runs } },
  }
  return {
    package: packageId(alias),
    bundle,
    code: JSON.parse(readPackageFile(alias, recordedIn)).deployedBytecode,
    recordedIn,
    layout: undefined,
  }
}

/** A source and all that it imports, by the names under which Hardhat compiles them. */
function readClosure(alias: string, path: string): Record<string, string> {
  const sources: Record<string, string> = {}
  const reached = new Set([path])
  for (const from of reached) {
    const text = readSource(alias, from)
    sources[from] = text
    for (const imported of readSourceWords(text).imports) {
      if (imported === undefined) throw new Error(`${from} imports what cannot be read.`)
      reached.add(resolveImport({ path: imported, from, remappings: [] }))
    }
  }
  return sources
}

/** As Node finds it: of the package itself, else among those installed for it, else among those for all. */
function readSource(alias: string, path: string): string {
  const inPackage = [path, `node_modules/${path}`].find((one) =>
    existsSync(join(corpusFolder, 'node_modules', alias, one)),
  )
  return inPackage ? readPackageFile(alias, inPackage) : readPackageFile('', path)
}
