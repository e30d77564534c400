import {
  type CollectedFrames,
  collectFrame,
  joinFrames,
} from '@/lib/core/signing/device/collect-frames'
import { isFrame, parseFrame } from '@/lib/core/signing/device/frame'

/** What somebody gave, in the order in which it came. */
export type InputItem = { readonly id: number; readonly name: string; readonly text: string }

/** Texts that are whole, and the frames of one that is not yet. */
export type TakenText = {
  readonly whole: string | undefined
  readonly frames: CollectedFrames | undefined
}

/**
 * Takes in a text: a whole one as it is, frames of a document until all are there. Several frames may stand in one text,
 * each on a line of its own.
 *
 * @throws InvalidFrameError, ForeignFrameError
 */
export function takeText(text: string, frames: CollectedFrames | undefined): TakenText {
  const trimmed = text.trim()
  if (!isFrame(trimmed)) return { whole: text, frames }
  const collected = trimmed
    .split(/\r?\n(?=SUTURE\d+\/)/)
    .reduce<CollectedFrames | undefined>(
      (before, one) => collectFrame(before, parseFrame(one)),
      frames,
    )
  const whole = collected && joinFrames(collected)
  return whole === undefined ? { whole, frames: collected } : { whole, frames: undefined }
}
