import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What an owner has written under a patch. Plain text, checked by nobody. */
export type OwnerNote = {
  readonly id: string
  /** Whose owner the author was when it was written. */
  readonly safe: ChainAddress
  readonly text: string
  readonly author: Address
  /** Seconds since the epoch, by the server's clock. */
  readonly writtenAt: bigint
}

/** UTF-16 units. */
export const longestOwnerNote = 2_000

/** What is wrong with a note as it was typed, in a sentence; undefined where nothing is. */
export function describeOwnerNote(text: string): string | undefined {
  if (text.trim() === '') return 'It is empty.'
  if (text.length > longestOwnerNote) {
    return `It is longer than ${longestOwnerNote} characters. Put the rest elsewhere and name the place.`
  }
  if (text.includes('\0')) return 'It holds a character that no database keeps (U+0000).'
  // With the flag only lone surrogates match: they have no form in UTF-8.
  return /\p{Surrogate}/u.test(text) ? 'It holds half a character.' : undefined
}
