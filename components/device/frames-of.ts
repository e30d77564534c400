import { BaseError } from '@/lib/core/error/base-error'
import { encodeFrames } from '@/lib/core/signing/device/frame'

/** A text as codes; undefined where it is too long for them. */
export function framesOf(text: string): string[] | undefined {
  try {
    return encodeFrames(text)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}
