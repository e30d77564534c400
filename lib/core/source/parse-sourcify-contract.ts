import { type BundledSources, bundleSources } from './bundle-sources'
import { InvalidSourcesError } from './invalid-sources-error'
import { memberOf } from './json-members'

/**
 * Reads the answer of Sourcify's API v2 for one contract, asked with `fields=compilation,stdJsonInput` or all.
 *
 * @param value Parsed from JSON.
 * @returns undefined where Sourcify knows no sources of the contract.
 * @throws InvalidSourcesError
 * @see https://docs.sourcify.dev/docs/api
 */
export function parseSourcifyContract(value: unknown): BundledSources | undefined {
  const match = memberOf(value, 'match')
  if (match === null) return undefined
  const compilation = memberOf(value, 'compilation')
  const [contract, compiler] = [
    memberOf(compilation, 'fullyQualifiedName'),
    memberOf(compilation, 'compilerVersion'),
  ]
  if (typeof contract !== 'string' || typeof compiler !== 'string') {
    throw new InvalidSourcesError('Sourcify’s answer names no contract and compiler.', {
      facts: [['Expected', 'compilation.fullyQualifiedName and compilation.compilerVersion']],
      hint: 'Ask with fields=compilation,stdJsonInput.',
    })
  }
  const input = memberOf(value, 'stdJsonInput') ?? {
    language: memberOf(compilation, 'language'),
    sources: memberOf(value, 'sources'),
    settings: memberOf(compilation, 'compilerSettings'),
  }
  return bundleSources({ input, contract, compiler })
}
