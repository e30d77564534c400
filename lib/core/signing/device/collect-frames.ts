import type { Hash } from 'viem'
import { checksumOf, type Frame } from './frame'
import { ForeignFrameError } from './frame-error'

/** What has been scanned of one document so far. */
export type CollectedFrames = {
  readonly checksum: Hash
  readonly total: number
  readonly chunks: ReadonlyMap<number, string>
}

/**
 * Adds a frame to those of the same document. The order does not matter, and one that is there already changes nothing.
 *
 * @throws ForeignFrameError where it is of another document, or says something else than the same frame before it.
 */
export function collectFrame(
  collected: CollectedFrames | undefined,
  frame: Frame,
): CollectedFrames {
  const { checksum, total, index, chunk } = frame
  if (!collected) return { checksum, total, chunks: new Map([[index, chunk]]) }
  if (checksum !== collected.checksum || total !== collected.total) {
    throw new ForeignFrameError('it is of another document', [
      ['Collecting', `${collected.checksum}, ${collected.total} frames`],
      ['This one', `${checksum}, ${total} frames`],
    ])
  }
  const known = collected.chunks.get(index)
  if (known === chunk) return collected
  if (known !== undefined) {
    throw new ForeignFrameError('the same frame said something else', [
      ['Frame', `${index} of ${total}`],
    ])
  }
  return { checksum, total, chunks: new Map(collected.chunks).set(index, chunk) }
}

/** Which frames are still to be scanned, from 1. */
export function missingFrames({ total, chunks }: CollectedFrames): number[] {
  return Array.from({ length: total }, (_, at) => at + 1).filter((index) => !chunks.has(index))
}

/**
 * The document, once all of it is there.
 *
 * @returns Undefined while frames are missing.
 * @throws ForeignFrameError where the whole is not what its checksum says.
 */
export function joinFrames(collected: CollectedFrames): string | undefined {
  if (missingFrames(collected).length > 0) return undefined
  const { total, chunks, checksum } = collected
  const text = Array.from({ length: total }, (_, at) => chunks.get(at + 1) ?? '').join('')
  const found = checksumOf(text)
  if (found === checksum) return text
  throw new ForeignFrameError('together they are not what their checksum says', [
    ['Says', checksum],
    ['Is', found],
  ])
}
