import { type Address, getAddress, type Hash, type Hex, isAddress } from 'viem'
import { z } from 'zod'
import { parseBytes } from '@/lib/core/chain/parse-bytes'
import { parseHash } from '@/lib/core/chain/parse-hash'
import { parseUint } from '@/lib/core/chain/parse-uint'
import { BaseError } from '@/lib/core/error/base-error'

/** Marks an issue that the service answers with its own code: an address whose checksum is missing or wrong. */
export const checksumFailed = 'Checksum address validation failed'

/** The service insists on checksums: a mistyped address is nobody's. */
export const wireAddress = z.string().transform((text, context): Address => {
  if (isAddress(text, { strict: false }) && getAddress(text) === text) return text
  context.issues.push({ code: 'custom', message: checksumFailed, input: text, params: { text } })
  return z.NEVER
})

export const wireHash = z.string().transform(parsedBy<Hash>(parseHash))

/** Calldata or a signature. `null` and an empty text are no bytes. */
export const wireBytes = z
  .string()
  .nullish()
  .transform((text) => text || '0x')
  .transform(parsedBy<Hex>((text) => parseBytes(text, { maxBytes: 400_000 })))

/** An unsigned integer of up to 256 bits, as decimal text or as a number that is exact. */
export const wireUint = z
  .union([z.string(), z.int().nonnegative()])
  .transform((value) => String(value))
  .transform(parsedBy(parseUint))

/** Text without the NUL character, which no database column takes. */
export function wireText(maxLength: number) {
  return z
    .string()
    .max(maxLength, `Ensure this field has no more than ${maxLength} characters.`)
    .refine((text) => !text.includes('\0'), 'Null characters are not allowed.')
}

/** Lets a parser of the core say what is wrong, in its own words. */
function parsedBy<T>(parse: (text: string) => T) {
  return (text: string, context: z.core.$RefinementCtx<string>): T => {
    try {
      return parse(text)
    } catch (error) {
      const message = error instanceof BaseError ? error.shortMessage : 'Not valid.'
      context.issues.push({ code: 'custom', message, input: text })
      return z.NEVER
    }
  }
}
