import { getAddress, type Hash, isAddressEqual } from 'viem'
import type { ClaimedSources } from '@/lib/actions/read-sources-for'
import type { SourcesOf, WantedCode, Workshop } from '@/lib/actions/review/review-code'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { type ProjectContract, readProject } from '@/lib/adapters/files/read-project'
import { createSolver } from '@/lib/adapters/solver/solver'
import { fetchSourceBundle } from '@/lib/adapters/suture-api/fetch-source-bundle'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Report } from '@/lib/core/report/report'
import { hashSourceBundle } from '@/lib/core/source/hash-source-bundle'
import { matchBuiltCode } from '@/lib/core/source/match-built-code'
import { type ParsedArguments, UsageError } from './parse-arguments'

/** What a report or a simulation says of the sources that it was made with. */
type NamedBundles = Pick<Report, 'bundles'> & Partial<Pick<Report, 'upgrades'>>

/**
 * The compiler of this machine, and the sources that `--sources` names: a project of Foundry or Hardhat, a build-info or a
 * standard JSON input; where a report names its sources by their hashes, also an instance of Suture that keeps them.
 *
 * @throws UsageError for an instance where no report says which sources to ask it for.
 */
export function openWorkshop(
  { sources }: ParsedArguments['options'],
  report?: NamedBundles | undefined,
): Workshop {
  const directory = process.env.SUTURE_CACHE_DIR || process.env.SUTURE_DATA_DIR || '.suture'
  const compiler = createCompiler({ directory })
  const analyser = createCodeAnalyser({ directory: `${directory}/analyses` })
  const solver = createSolver({ directory: `${directory}/proofs` })
  return { compiler, analyser, solver, sourcesOf: sourcesFrom(sources, report), settled: new Map() }
}

const noSources: SourcesOf = async () => []

function sourcesFrom(
  named: string | true | undefined,
  report: NamedBundles | undefined,
): SourcesOf {
  if (typeof named !== 'string') return noSources
  const isUrl = /^https?:\/\//i.test(named)
  if (!isUrl) return report ? namedFirst(projectSources(named), report) : projectSources(named)
  if (report && URL.canParse(named)) return instanceSources(new URL(named).origin, report)
  throw new UsageError('An instance is asked for sources by their hashes, which a report names.', {
    facts: [['Got', visibleText(named, { maxLength: 120 })]],
    hint: 'Here --sources takes a folder or a file. suture verify takes a URL too.',
  })
}

/** Those that the report was made with come first, so that of several that give the same code it names the same. */
function namedFirst(sourcesOf: SourcesOf, report: NamedBundles): SourcesOf {
  return async (wanted) => {
    const named = bundlesOf(report, wanted)
    const claims = await sourcesOf(wanted)
    return claims.toSorted((a, b) => Number(named.has(b.hash)) - Number(named.has(a.hash)))
  }
}

/** It does not matter who answers: what comes is checked by its hash. */
function instanceSources(origin: string, report: NamedBundles): SourcesOf {
  return async (wanted) => {
    const fetched = [...bundlesOf(report, wanted)].map(async (hash) => {
      const bundle = await fetchSourceBundle({ origin }, { hash })
      return bundle ? [{ hash, bundle, origin: 'upload' } satisfies ClaimedSources] : []
    })
    return (await Promise.all(fetched)).flat()
  }
}

/** The bundles that a report names for the code at an address. */
function bundlesOf(
  { upgrades = [], bundles }: NamedBundles,
  { address }: Pick<WantedCode, 'address'>,
): Set<Hash> {
  const codes = upgrades.flatMap(({ from, to, proxy }) => [from, to, proxy])
  const upgraded = codes.flatMap((code) =>
    code && isAddressEqual(code.address, address) && code.sources.known
      ? [code.sources.bundle]
      : [],
  )
  const called = bundles[getAddress(address)]
  return new Set(called ? [...upgraded, called] : upgraded)
}

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
