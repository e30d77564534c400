import { type Hash, keccak256, stringToBytes } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { assertBundleSize } from './assert-bundle-size'
import type { BundledSources } from './bundle-sources'
import { InvalidSourcesError } from './invalid-sources-error'
import { memberOf, membersOf } from './json-members'
import { parseCompilerInput } from './parse-compiler-input'
import { parseCompilerVersion } from './parse-compiler-version'
import type { SourceBundle } from './source-bundle'

/**
 * What solc writes down of one compilation, and hashes into the code: which sources by their hash, and which settings. An
 * artifact of Foundry or Truffle has it even where no build-info with the texts was kept.
 */
export type SourceMetadata = Omit<SourceBundle, 'sources'> & {
  readonly sources: readonly {
    readonly path: string
    readonly hash: Hash
    /** Given where the settings ask for literal contents. */
    readonly content?: string | undefined
  }[]
}

const hint = 'Give the metadata of solc, as `metadata` or `rawMetadata` of an artifact has it.'

/**
 * Reads solc's metadata of a contract, from a value parsed from JSON. The sources it names are just those that the contract
 * reaches.
 *
 * @throws InvalidSourcesError
 * @see https://docs.soliditylang.org/en/latest/metadata.html
 */
export function parseSourceMetadata(value: unknown): SourceMetadata {
  const settings = membersOf(memberOf(value, 'settings'))
  const [target, ...others] = Object.entries(membersOf(settings?.compilationTarget) ?? {})
  const files = membersOf(memberOf(value, 'sources'))
  const language = memberOf(value, 'language')
  if (!settings || !target || others.length > 0 || typeof target[1] !== 'string' || !files) {
    const facts: ErrorFact[] = [
      ['Expected', 'sources, and settings with one contract as its compilationTarget'],
    ]
    throw new InvalidSourcesError('This is no metadata of solc.', { facts, hint })
  }
  if (language !== 'Solidity') {
    const facts: ErrorFact[] = [['language', 'Expected "Solidity".']]
    throw new InvalidSourcesError('This is no metadata of solc.', { facts, hint })
  }
  return {
    language,
    compiler: parseCompilerVersion(memberOf(memberOf(value, 'compiler'), 'version')),
    contract: { path: target[0], name: target[1] },
    settings: inputSettings(settings),
    sources: Object.entries(files).map(([path, file]) => parseFile(path, file)),
  }
}

/** Settings of an input: metadata names its contract among them, and writes libraries as `path:Name`. */
function inputSettings({ compilationTarget: _, libraries, ...settings }: Record<string, unknown>) {
  const linked: Record<string, Record<string, unknown>> = {}
  for (const [name, address] of Object.entries(membersOf(libraries) ?? {})) {
    const at = name.lastIndexOf(':')
    const path = name.slice(0, Math.max(at, 0))
    linked[path] = { ...linked[path], [name.slice(at + 1)]: address }
  }
  return { ...settings, libraries: linked }
}

function parseFile(path: string, file: unknown): SourceMetadata['sources'][number] {
  const [hash, content] = [memberOf(file, 'keccak256'), memberOf(file, 'content')]
  if (typeof hash !== 'string' || !/^0x[0-9a-f]{64}$/.test(hash)) {
    const facts: ErrorFact[] = [[visibleText(path, { maxLength: 200 }), 'has no keccak256']]
    throw new InvalidSourcesError('This is no metadata of solc.', { facts, hint })
  }
  return { path, hash: hash as Hash, ...(typeof content === 'string' && { content }) }
}

/**
 * Makes the bundle of metadata and of the texts it names. Each text is held against its hash, so that no other is taken.
 *
 * @param texts Text by path, for files whose metadata has no content.
 * @throws InvalidSourcesError that names each file that is missing or another one.
 */
export function bundleMetadata(
  { language, compiler, contract, settings, sources }: SourceMetadata,
  { texts }: { texts: ReadonlyMap<string, string> },
): BundledSources {
  const facts: ErrorFact[] = []
  const files = sources.map(({ path, hash, content = texts.get(path) }) => {
    const label = visibleText(path, { maxLength: 200 })
    if (content === undefined) facts.push([label, 'is missing'])
    else if (keccak256(stringToBytes(content)) !== hash) facts.push([label, 'has changed since'])
    return [path, { content }] as const
  })
  if (facts.length > 0) {
    throw new InvalidSourcesError('The sources are not those that were compiled.', {
      facts,
      hint: 'Compile the project again, or check out the commit that was compiled.',
    })
  }
  const input = parseCompilerInput({ language, settings, sources: Object.fromEntries(files) })
  const bundle = { ...input, compiler, contract }
  assertBundleSize(bundle)
  return { bundle, whole: bundle }
}
