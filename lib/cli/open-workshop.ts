import type { ClaimedSources } from '@/lib/actions/read-sources-for'
import type { SourcesOf, Workshop } from '@/lib/actions/review/review-code'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { type ProjectContract, readProject } from '@/lib/adapters/files/read-project'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import { matchBuiltCode } from '@/lib/core/source/match-built-code'
import type { ParsedArguments } from './parse-arguments'

/**
 * The compiler of this machine, and the sources that `--sources` names: a project of Foundry or Hardhat, a build-info or a
 * standard JSON input.
 */
export function openWorkshop({ sources }: ParsedArguments['options']): Workshop {
  const directory = process.env.SUTURE_DATA_DIR ?? '.suture'
  const compiler = createCompiler({ directory })
  const sourcesOf = typeof sources === 'string' ? projectSources(sources) : noSources
  const analyser = createCodeAnalyser({ directory: `${directory}/analyses` })
  return { compiler, analyser, sourcesOf, settled: new Map() }
}

const noSources: SourcesOf = async () => []

/** Reads the project once, whoever asks first. */
function projectSources(path: string): SourcesOf {
  let contracts: Promise<readonly ProjectContract[]> | undefined
  return async ({ code }) => {
    contracts ??= readProject({ path })
    const alike = matchBuiltCode(await contracts, { code })
    return (await Promise.all(alike.map(claim))).flat()
  }
}

async function claim({ readSources }: ProjectContract): Promise<ClaimedSources[]> {
  const { bundle, whole } = await readSources()
  return [...new Set([bundle, whole])].map((one) => ({
    hash: hashSourceBundle(one),
    bundle: one,
    origin: 'local',
  }))
}
