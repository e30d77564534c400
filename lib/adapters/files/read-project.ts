import { join } from 'node:path'
import type { BuiltContract } from '@/lib/core/source/build-info'
import { type BundledSources, bundleBuildInfo } from '@/lib/core/source/bundle-sources'
import { contractsIn } from '@/lib/core/source/contracts-in'
import { memberOf } from '@/lib/core/source/json-members'
import { parseBuildInfo } from '@/lib/core/source/parse-build-info'
import {
  isFolder,
  listJsonFiles,
  readJsonFile,
  readTextFile,
  UnreadableProjectError,
} from './project-files'
import { readFoundryArtifacts } from './read-foundry-artifacts'

/** A contract of a project on this machine, and the way to its sources. */
export type ProjectContract = BuiltContract & {
  /** @throws InvalidSourcesError, UnreadableProjectError */
  readonly readSources: () => Promise<BundledSources>
}

export type ReadProjectParameters = {
  /** A folder of Foundry or Hardhat, or one file: a build-info or a standard JSON input. */
  readonly path: string
  /** Version of the compiler, for a file that does not tell it. */
  readonly compiler?: string | undefined
}

/**
 * The contracts that a project on this machine has built, for `chooseContract`. Foundry's artifacts name their sources by
 * hash, and these are read from the project; Hardhat keeps them in its build-infos.
 *
 * @throws UnreadableProjectError, InvalidSourcesError
 */
export async function readProject({
  path,
  compiler,
}: ReadProjectParameters): Promise<ProjectContract[]> {
  if (!(await isFolder(path))) return await readBuild(path, compiler)
  const out = await foundryOut(path)
  const artifacts = await readFoundryArtifacts({ root: path, out })
  if (artifacts.length > 0) return artifacts
  // Foundry without metadata has its sources in build-infos as well, where it was asked for them.
  for (const folder of [join(path, 'artifacts'), out]) {
    const contracts = await readBuilds(join(folder, 'build-info'), compiler)
    if (contracts.length > 0) return contracts
  }
  throw new UnreadableProjectError(path, {
    problem: 'it holds nothing that Foundry or Hardhat has built',
  })
}

/** Where Foundry writes artifacts: what its configuration says, as far as that is one plain line. */
async function foundryOut(root: string): Promise<string> {
  const text = (await readTextFile(join(root, 'foundry.toml'))) ?? ''
  return join(root, /^\s*out\s*=\s*["']([^"'\n]+)["']/m.exec(text)?.[1] ?? 'out')
}

/** Hardhat 3 keeps what came out beside what went in. */
const outputEnd = '.output.json'

function isBuild(path: string): boolean {
  return !path.endsWith(outputEnd)
}

async function readBuilds(folder: string, compiler: string | undefined) {
  const contracts: ProjectContract[] = []
  for (const path of await listJsonFiles(folder)) {
    if (isBuild(path)) contracts.push(...(await readBuild(path, compiler)))
  }
  return contracts
}

async function readBuild(path: string, compiler: string | undefined): Promise<ProjectContract[]> {
  const value = await readJsonFile(path)
  const isApart = memberOf(value, '_format') === 'hh3-sol-build-info-1'
  const output = isApart ? await readJsonFile(path.replace(/\.json$/, outputEnd)) : undefined
  const buildInfo = parseBuildInfo(value, output)
  return contractsIn(buildInfo).map((built) => ({
    ...built,
    readSources: async () =>
      bundleBuildInfo(buildInfo, { compiler, contract: `${built.path}:${built.name}` }),
  }))
}
