import { type Hash, isHash, keccak256, stringToBytes } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import { InvalidFrameError } from './frame-error'

/** One of the parts into which a document is cut to be shown as codes, one after the other. */
export type Frame = {
  /** From 1. */
  readonly index: number
  readonly total: number
  /** keccak256 of the UTF-8 bytes of the whole document: which document it is, and whether all of it has arrived. */
  readonly checksum: Hash
  readonly chunk: string
}

/** UTF-8 bytes in a frame: with its head it fills a code of 81 modules at medium correction, which a phone reads off a phone. */
const bytesPerFrame = 340

/** Documents of more frames take minutes to scan: a file is the way for them. */
const mostFrames = 999

const longestChunk = 3_000
const form = /^SUTURE1\/(\d{1,3})\/(\d{1,3})\/(0x[0-9a-f]{64})\/(\d{1,4})\/([\s\S]*)$/

/**
 * Cuts a document into frames, each at most `bytes` long in UTF-8, between characters and never within one:
 * `SUTURE1/{index}/{total}/{keccak256 of the whole}/{UTF-16 units of the chunk}/{chunk}`.
 *
 * @throws InvalidFrameError where it is empty or takes too many.
 */
export function encodeFrames(text: string, bytes: number = bytesPerFrame): string[] {
  const checksum = checksumOf(text)
  const chunks = chunksOf(text, bytes)
  const total = chunks.length
  if (total === 0) throw new InvalidFrameError('there is nothing to carry')
  if (total > mostFrames) {
    throw new InvalidFrameError('the document is too long', [
      ['Frames', String(total)],
      ['At most', String(mostFrames)],
    ])
  }
  return chunks.map((chunk, at) =>
    ['SUTURE1', at + 1, total, checksum, chunk.length, chunk].join('/'),
  )
}

/** Whether a text says that it is a frame; whether it is one is for its parser to say. */
export function isFrame(text: string): boolean {
  return text.startsWith('SUTURE')
}

/**
 * Reads one frame.
 *
 * @throws InvalidFrameError for anything else, for another version, and for one that was cut short.
 */
export function parseFrame(text: string): Frame {
  const [, index = '', total = '', checksum = '', length = '', chunk = ''] = form.exec(text) ?? []
  if (!isHash(checksum)) {
    const [head = ''] = text.split('/', 1)
    const isOther = /^SUTURE\d+$/.test(head) && head !== 'SUTURE1'
    throw new InvalidFrameError(isOther ? 'its version is not known here' : 'its head is another', [
      ['Begins', visibleText(text, { maxLength: 40 })],
    ])
  }
  if (chunk.length !== Number(length) || chunk.length > longestChunk) {
    throw new InvalidFrameError('it was cut short or added to', [
      ['Says', `${length} characters`],
      ['Has', String(chunk.length)],
    ])
  }
  const frame = { index: Number(index), total: Number(total), checksum, chunk }
  if (frame.index < 1 || frame.index > frame.total) {
    throw new InvalidFrameError('its number is out of range', [['Frame', `${index} of ${total}`]])
  }
  return frame
}

/** keccak256 of the UTF-8 bytes. */
export function checksumOf(text: string): Hash {
  return keccak256(stringToBytes(text))
}

function chunksOf(text: string, most: number): string[] {
  const chunks: string[] = []
  let chunk = ''
  let size = 0
  for (const character of text) {
    const bytes = utf8Bytes(character)
    if (size + bytes > most && chunk !== '') {
      chunks.push(chunk)
      chunk = ''
      size = 0
    }
    chunk += character
    size += bytes
  }
  return chunk === '' ? chunks : [...chunks, chunk]
}

function utf8Bytes(character: string): number {
  const code = character.codePointAt(0) ?? 0
  if (code < 0x80) return 1
  if (code < 0x800) return 2
  return code < 0x10000 ? 3 : 4
}
