import { visibleText } from '@/lib/core/chain/visible-text'
import { InvalidSourcesError } from './invalid-sources-error'

/** `0.8.30`, with what makes it exact behind it, and with the platform of a build that is told nowhere else. */
const version =
  /^v?(\d{1,3}\.\d{1,3}\.\d{1,3}(?:-?[0-9A-Za-z.]{1,40})?(?:\+commit\.[0-9a-f]{7,40})?)(?:[.+][A-Za-z.+]{1,40})?$/

/**
 * Reads the version of a compiler as it is written in many ways: `v0.8.30+commit.73712a01`,
 * `0.8.30+commit.73712a01.Emscripten.clang`, `0.8.30`.
 *
 * @returns e.g. `0.8.30+commit.73712a01`; without the commit where it was not told.
 * @throws InvalidSourcesError
 */
export function parseCompilerVersion(value: unknown): string {
  const text = typeof value === 'string' ? value : ''
  const found = version.exec(text)?.[1]
  if (found !== undefined) return found
  throw new InvalidSourcesError('The compiler is not known.', {
    facts: [
      ['Expected', 'a version such as 0.8.30+commit.73712a01'],
      [
        'Got',
        value === undefined ? 'nothing' : visibleText(text || typeof value, { maxLength: 80 }),
      ],
    ],
    hint: 'Give the version in compiler, or a build-info, which tells it.',
  })
}
