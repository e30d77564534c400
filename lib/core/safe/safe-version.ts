import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/**
 * What of a Safe's version matters to its hashes: before 1.0.0 the field `baseGas` was named `dataGas`, and the chain
 * id is part of the EIP-712 domain since 1.3.0.
 */
export type SafeHashing = {
  readonly gasField: 'dataGas' | 'baseGas'
  readonly chainIdInDomain: boolean
}

/**
 * How a Safe of this version hashes its transactions.
 *
 * @param version What `VERSION()` answers, e.g. `1.4.1`; a suffix such as `+L2` is ignored.
 * @throws UnknownSafeVersionError for anything but 0.1.x and 1.0.x to 1.5.x: signing a hash that was guessed is worse
 *   than not signing.
 */
export function safeHashing(version: string): SafeHashing {
  const match = /^(\d+)\.(\d+)\.(\d+)(?:[+-][0-9A-Za-z.+-]+)?$/.exec(version)
  const major = Number(match?.[1])
  const minor = Number(match?.[2])
  if (major === 0 && minor === 1) return { gasField: 'dataGas', chainIdInDomain: false }
  if (major === 1 && minor <= 5) return { gasField: 'baseGas', chainIdInDomain: minor >= 3 }
  throw new UnknownSafeVersionError(version)
}

/** A Safe whose hashing we do not know. */
export class UnknownSafeVersionError extends BaseError {
  override name = 'UnknownSafeVersionError'

  constructor(version: string) {
    super('The version of this Safe is not known.', {
      facts: [
        ['Version', visibleText(version, { maxLength: 32 })],
        ['Known', '0.1.x, 1.0.x to 1.5.x'],
      ],
      hint: 'Its transaction hash cannot be computed, so nothing can be signed here.',
    })
  }
}
