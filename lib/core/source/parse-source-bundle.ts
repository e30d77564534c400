import { assertBundleSize } from './assert-bundle-size'
import { findContract } from './find-contract'
import { InvalidSourcesError } from './invalid-sources-error'
import { memberOf, membersOf } from './json-members'
import { parseCompilerInput } from './parse-compiler-input'
import { parseCompilerVersion } from './parse-compiler-version'
import type { SourceBundle } from './source-bundle'

/**
 * Reads a bundle from its JSON text, as `serializeSourceBundle` writes it.
 *
 * @throws InvalidSourcesError
 */
export function parseSourceBundle(json: string): SourceBundle {
  const value = parseJson(json)
  const compiler = parseCompilerVersion(memberOf(value, 'compiler'))
  const input = parseCompilerInput({
    language: memberOf(value, 'language'),
    sources: withContents(memberOf(value, 'sources')),
    settings: memberOf(value, 'settings'),
  })
  const [path, name] = ['path', 'name'].map((part) =>
    String(memberOf(memberOf(value, 'contract'), part)),
  )
  const buildInfo = { compiler, input, contracts: [] }
  const contract = findContract(buildInfo, { contract: `${path}:${name}` })
  const bundle = { ...input, compiler, contract }
  assertBundleSize(bundle)
  return bundle
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new InvalidSourcesError('This bundle is no JSON.', {
      facts: [['Problem', cause instanceof Error ? cause.message : 'does not parse']],
      hint: 'Fetch it again by its hash.',
      cause,
    })
  }
}

/** A bundle has texts where an input of a compiler has objects with a text. */
function withContents(sources: unknown): unknown {
  const texts = membersOf(sources)
  return (
    texts && Object.fromEntries(Object.entries(texts).map(([path, content]) => [path, { content }]))
  )
}
