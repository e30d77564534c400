import { parseRemappings, resolveImport } from './resolve-import'
import type { SourceBundle } from './source-bundle'
import { readSourceWords } from './source-words'

/**
 * The bundle with only those sources that its contract reaches through imports. The metadata in the code covers no others.
 * Where an import leads to no source that is there, and for a language whose imports we do not read, all are kept.
 *
 * Sources beside the closure should change no code, and some versions of solc let them: they shift the numbers of AST nodes
 * by which generated functions are ordered. Whoever verifies tries the whole where the closure gives a mismatch.
 *
 * @returns The very same bundle where nothing can be left out.
 * @see https://github.com/argotorg/solidity/issues/14494
 * @see https://github.com/argotorg/solidity/issues/15686
 */
export function importClosure(bundle: SourceBundle): SourceBundle {
  const reached = reachedFrom(bundle)
  const paths = Object.keys(bundle.sources)
  if (!reached || reached.size === paths.length) return bundle
  const sources = Object.entries(bundle.sources).filter(([path]) => reached.has(path))
  return { ...bundle, sources: Object.fromEntries(sources) }
}

function reachedFrom({ language, sources, contract, settings }: SourceBundle) {
  if (language !== 'Solidity') return undefined
  const remappings = parseRemappings(settings.remappings)
  const reached = new Set([contract.path])
  // A set is walked in the order of insertion, and what is added meanwhile is walked too.
  for (const from of reached) {
    const text = Object.hasOwn(sources, from) ? sources[from] : undefined
    if (text === undefined) return undefined
    for (const path of readSourceWords(text).imports) {
      if (path === undefined) return undefined
      reached.add(resolveImport({ path, from, remappings }))
    }
  }
  return reached
}
