import { readFileSync } from 'node:fs'
import type { Hex } from 'viem'
import type { SourceBundle } from '@/lib/core/source/source-bundle'

/** A contract of contracts/src as a bundle, from the metadata that forge kept with its artifact, and its code. */
export function harborBundle(name: string, file = name): { bundle: SourceBundle; code: Hex } {
  const { rawMetadata, deployedBytecode } = readJson(`contracts/out/${file}.sol/${name}.json`)
  const { compiler, settings, sources } = JSON.parse(rawMetadata)
  const { compilationTarget, libraries: _, ...kept } = settings
  const [[path, contract]] = Object.entries<string>(compilationTarget) as [[string, string]]
  const texts = Object.keys(sources).map((one) => [one, readFileSync(one, 'utf8')])
  return {
    bundle: {
      language: 'Solidity',
      compiler: compiler.version,
      contract: { path, name: contract },
      sources: Object.fromEntries(texts),
      settings: kept,
    },
    code: deployedBytecode.object,
  }
}

/** One file with one contract in it. */
export function smallBundle(
  source: string,
  { name = 'A', compiler = '0.8.30+commit.73712a01', settings = {} }: Partial<{
    name: string
    compiler: string
    settings: SourceBundle['settings']
  }> = {},
): SourceBundle {
  return {
    language: 'Solidity',
    compiler,
    contract: { path: 'a.sol', name },
    sources: { 'a.sol': source },
    settings,
  }
}

function readJson(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'))
}
