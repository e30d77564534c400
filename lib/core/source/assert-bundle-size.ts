import { stringToBytes } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { serializeSourceBundle } from './hash-source-bundle'
import { InvalidSourcesError } from './invalid-sources-error'
import type { SourceBundle } from './source-bundle'

/** Of the canonical JSON, in bytes of UTF-8. */
export const maximumBundleBytes = 5 * 1024 * 1024

/** Bytes of a bundle as it is stored. */
export function bundleSize(bundle: SourceBundle): number {
  return stringToBytes(serializeSourceBundle(bundle)).length
}

/**
 * Refuses a bundle that is larger than anything we would compile.
 *
 * @throws InvalidSourcesError that names the largest files.
 */
export function assertBundleSize(bundle: SourceBundle): void {
  const size = bundleSize(bundle)
  if (size <= maximumBundleBytes) return
  const largest = Object.entries(bundle.sources).toSorted((a, b) => b[1].length - a[1].length)
  throw new InvalidSourcesError('The sources are too large.', {
    facts: [
      ['Size', `${size} bytes`],
      ['Allowed', `${maximumBundleBytes} bytes`],
      ...largest
        .slice(0, 3)
        .map(
          ([path, text]): ErrorFact => [
            visibleText(path, { maxLength: 200 }),
            `${text.length} characters`,
          ],
        ),
    ],
    hint: 'Give the contract and what it imports, without tests and scripts.',
  })
}
