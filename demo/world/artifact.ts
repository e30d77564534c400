import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Abi, Hex } from 'viem'

export type Artifact = { abi: Abi; bytecode: Hex }

const out = fileURLToPath(new URL('../../contracts/out', import.meta.url))
const artifacts = new Map<string, Artifact>()

/**
 * ABI and creation code of a contract that `forge build` compiled.
 *
 * @param name Contract name, e.g. `HarborVault`; `file` where the source file has another name.
 * @throws Error when the contracts have not been built.
 */
export function readArtifact(name: string, file: string = name): Artifact {
  const path = `${out}/${file}.sol/${name}.json`
  const known = artifacts.get(path)
  if (known) return known
  if (!existsSync(path)) {
    throw new Error(
      `${name} is not compiled: ${path} is missing.\nRun \`npm run contracts:build\`.`,
    )
  }
  const { abi, bytecode } = JSON.parse(readFileSync(path, 'utf8')) as {
    abi: Abi
    bytecode: { object: Hex }
  }
  const artifact = { abi, bytecode: bytecode.object }
  artifacts.set(path, artifact)
  return artifact
}
