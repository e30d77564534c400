import { dirname, posix } from 'node:path'
import { type Import, type Module, readModule } from '@/test/architecture/read-module'

/** Files of the repository by path relative to its root, e.g. `lib/core/chain/call.ts`. */
export type SourceFiles = ReadonlyMap<string, string>

/**
 * The ladder: a rung imports from itself and from those before it. `config` builds adapters for what stands above; `cli`
 * and `worker` enter at the actions, beside the face: nothing imports the one, only the start of the server the other.
 */
const ladder = [
  'core',
  'adapters',
  'config',
  'actions',
  'worker',
  'queries',
  'hooks',
  'components',
  'app',
  'cli',
]

/** Rungs that a rung skips although they stand below it. */
const unreachable: Readonly<Record<string, readonly string[]>> = {
  queries: ['worker'],
  hooks: ['worker'],
  components: ['adapters', 'actions', 'worker', 'queries'],
  app: ['adapters'],
  cli: ['worker', 'queries', 'hooks', 'components', 'app'],
}

/** The subjects of the core; each imports from those before it, never from another in its own row. */
const coreOrder = [
  ['error'],
  ['canonical'],
  ['chain'],
  ['abi', 'storage-layout', 'bytecode', 'formula', 'instance'],
  ['source'],
  ['calldata'],
  ['proxy', 'safe', 'timelock'],
  ['simulation'],
  ['replay'],
  ['check'],
  ['authority'],
  ['patch'],
  ['report', 'watch'],
  ['signing'],
  ['verify'],
  ['api'],
]

/** Pure packages. Anything else would bring I/O, a framework or weight into the signer's browser. */
const corePackages = ['viem', 'viem/siwe', 'zod/mini', 'diff', 'abitype']

/** Where Safe's kits are reached; everything else uses our own types. */
const safeKitFolder = 'lib/adapters/safe-service/'

/** Never part of the product, so the product never imports them; free to import what they exercise. */
const workshop = ['demo', 'e2e', 'bench', 'test', 'scripts']

const nextFiles =
  /^(page|layout|route|error|global-error|loading|not-found|template|manifest|icon|default|robots|sitemap|proxy|instrumentation|instrumentation-client)$/

/** Names that say nothing of what a file holds. */
const vagueName =
  /(^|-)(utils?|helpers?|managers?)(-|$)|^(common|misc|shared|info|data|index|types?)$/

type Edge = Import & { readonly from: Module; readonly to: string | undefined }
type Rule = (edge: Edge) => string | undefined | false

/**
 * Holds the files against the rules of `docs/architecture.md`.
 *
 * @returns One sentence per violation, each beginning with the offending path; empty when all is well.
 */
export function findViolations(files: SourceFiles): string[] {
  const modules = [...files].map(([path, text]) => readModule(path, text))
  return modules.flatMap((module) => {
    const edges = module.imports.map((imported) => ({
      ...imported,
      from: module,
      to: resolve(module.path, imported.specifier, files),
    }))
    const rules: readonly Rule[] = isTest(module.path) ? testRules : productRules
    const found = edges.flatMap((edge) => rules.map((rule) => rule(edge)).filter(isText))
    return [...found, ...inspectFile(module)].map((problem) => `${module.path} ${problem}`)
  })
}

function isText(value: string | undefined | false): value is string {
  return typeof value === 'string'
}

function isTest(path: string): boolean {
  return /\.test\.tsx?$|\/__fixtures__\//.test(path)
}

/** The file that a specifier means; undefined for a package, and for a path at which there is no file. */
function resolve(from: string, specifier: string, files: SourceFiles): string | undefined {
  const path = localPath(from, specifier)
  if (path === undefined) return undefined
  return [path, ...['.ts', '.tsx', '.mjs'].map((end) => path + end)].find((one) => files.has(one))
}

function localPath(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('@/')) return specifier.slice(2)
  return specifier.startsWith('.') ? posix.join(dirname(from), specifier) : undefined
}

/** What Next calls by its place beside `app`. */
const nextRootFiles = ['proxy.ts', 'instrumentation.ts', 'instrumentation-client.ts']

/** `lib/core/x.ts` → `core`; `components/x.tsx` → `components`; `e2e/x.ts` → undefined. */
function rungOf(path: string): string | undefined {
  if (nextRootFiles.includes(path)) return 'app'
  const [top = '', second = ''] = path.split('/')
  const name = top === 'lib' ? second : top
  return ladder.includes(name) ? name : undefined
}

/** The folder below the rung: the subject of the core, the system of an adapter. */
function subjectOf(path: string): string {
  return path.split('/')[2] ?? ''
}

function coreRank(subject: string): number {
  return coreOrder.findIndex((row) => row.includes(subject))
}

/** What a specifier is called where it is installed: `viem/actions` → `viem`. */
function isPackage({ specifier, from }: Edge): boolean {
  return localPath(from.path, specifier) === undefined
}

const noParentPath: Rule = ({ specifier }) =>
  specifier.startsWith('../') && `imports ${specifier}: write @/ across folders`

const existingTarget: Rule = ({ specifier, from, to }) =>
  localPath(from.path, specifier) !== undefined &&
  to === undefined &&
  !/\.(css|json)$/.test(specifier) &&
  `imports ${specifier}: there is no such file`

const ladderRule: Rule = ({ specifier, from, to }) => {
  const lower = to && rungOf(to)
  const upper = rungOf(from.path)
  if (!lower || !upper || lower === upper) return undefined
  if (ladder.indexOf(lower) > ladder.indexOf(upper)) {
    return `imports ${specifier}: ${upper} stands below ${lower}`
  }
  return (
    unreachable[upper]?.includes(lower) && `imports ${specifier}: ${upper} never reach ${lower}`
  )
}

/** How processes of our own are kept within bounds is not a matter of what runs in them. */
const sharedAdapter = 'confined'

const adaptersApart: Rule = ({ specifier, from, to }) =>
  rungOf(from.path) === 'adapters' &&
  to !== undefined &&
  rungOf(to) === 'adapters' &&
  subjectOf(to) !== subjectOf(from.path) &&
  subjectOf(to) !== sharedAdapter &&
  `imports ${specifier}: adapters never import each other`

const coreSubjects: Rule = ({ specifier, from, to }) => {
  if (rungOf(from.path) !== 'core' || to === undefined || rungOf(to) !== 'core') return undefined
  const [lower, upper] = [subjectOf(to), subjectOf(from.path)]
  if (lower === upper || (coreRank(lower) >= 0 && coreRank(lower) < coreRank(upper))) {
    return undefined
  }
  return `imports ${specifier}: in the core, ${upper} does not stand above ${lower}`
}

const corePackagesOnly: Rule = (edge) =>
  rungOf(edge.from.path) === 'core' &&
  isPackage(edge) &&
  !corePackages.includes(edge.specifier) &&
  `imports ${edge.specifier}: the core uses only ${corePackages.join(', ')}`

const noFrameworkBelowHooks: Rule = ({ specifier, from }) =>
  ['adapters', 'actions', 'config', 'worker', 'cli'].includes(rungOf(from.path) ?? '') &&
  /^(react|react-dom|next|wagmi|@tanstack\/react-query)(\/|$)/.test(specifier) &&
  // A wallet is an outside system too: its connectors are adapters, written in wagmi's terms.
  !(specifier.startsWith('wagmi') && rungOf(from.path) === 'adapters') &&
  `imports ${specifier}: nothing below queries knows a framework`

const hooksInPanels: Rule = ({ specifier, from, to }) =>
  rungOf(from.path) === 'components' &&
  to !== undefined &&
  rungOf(to) === 'hooks' &&
  !from.path.endsWith('-panel.tsx') &&
  `imports ${specifier}: only *-panel.tsx binds hooks`

const plainPrimitives: Rule = ({ specifier, from, to }) =>
  from.path.startsWith('components/ui/') &&
  to !== undefined &&
  !to.startsWith('components/ui/') &&
  `imports ${specifier}: components/ui knows only itself`

const safeKits: Rule = ({ specifier, from }) =>
  specifier.startsWith('@safe-global/') &&
  !workshop.includes(from.path.split('/')[0] ?? '') &&
  !from.path.startsWith(safeKitFolder) &&
  `imports ${specifier}: only ${safeKitFolder} touches Safe's kits`

const noWorkshop: Rule = ({ specifier, from, to }) =>
  rungOf(from.path) !== undefined &&
  to !== undefined &&
  workshop.includes(to.split('/')[0] ?? '') &&
  `imports ${specifier}: the product never imports ${to.split('/')[0]}`

const testRules: readonly Rule[] = [noParentPath, existingTarget]

const productRules: readonly Rule[] = [
  ...testRules,
  ladderRule,
  adaptersApart,
  coreSubjects,
  corePackagesOnly,
  noFrameworkBelowHooks,
  hooksInPanels,
  plainPrimitives,
  safeKits,
  noWorkshop,
]

/** The rules that concern a file by itself. */
function inspectFile(module: Module): string[] {
  const { path, impurities } = module
  if (isTest(path)) return []
  const problems: string[] = []
  if (rungOf(path) === 'core') {
    if (coreRank(subjectOf(path)) < 0) {
      problems.push(`is in a subject without a place in the order of the core: ${subjectOf(path)}`)
    }
    problems.push(...impurities.map((text) => `reads ${text}: time and chance are arguments here`))
  }
  if (rungOf(path) && !isNamedAfterIdea(module)) {
    const names = module.exports.join(', ') || 'nothing'
    problems.push(`exports ${names}: name the file after its idea`)
  }
  return problems
}

/**
 * A file with one export, beside the types of its parameters and results, bears its name; where several make up one
 * idea the name is free. Every word of the file's name is in the export's: `address-error.ts`, `InvalidAddressError`.
 */
function isNamedAfterIdea({ path, exports }: Module): boolean {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '')
  if (nextFiles.test(name)) return true
  if (vagueName.test(name)) return false
  const ideas = exports.filter((one) => !/(Parameters|Props|ReturnType|ErrorType)$/.test(one))
  if (ideas.length !== 1) return ideas.length > 0
  const words = wordsOf(ideas[0] ?? '')
  return wordsOf(name).every((word) => words.includes(word))
}

/** Lower-case words without a plural s, so that `trustedMultiSends` and `multi-send` are the same words. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1-$2')
    .replace(/([A-Z]+)([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
    .split('-')
    .map((word) => word.replace(/s$/, ''))
}
