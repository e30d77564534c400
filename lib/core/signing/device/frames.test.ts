import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type CollectedFrames, collectFrame, joinFrames, missingFrames } from './collect-frames'
import { encodeFrames, parseFrame } from './frame'

const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 2_000 }).filter(
  // Half characters have no UTF-8 form; the documents that are carried have none.
  (value) => !/\p{Surrogate}/u.test(value),
)

function collect(frames: readonly string[]): CollectedFrames {
  const collected = frames.reduce<CollectedFrames | undefined>(
    (before, frame) => collectFrame(before, parseFrame(frame)),
    undefined,
  )
  if (!collected) throw new Error('no frames')
  return collected
}

describe('encodeFrames, parseFrame, collectFrame, joinFrames', () => {
  test('default: any text arrives, in any order and with duplicates', () => {
    fc.assert(
      fc.property(
        text,
        fc.integer({ min: 4, max: 400 }),
        fc.infiniteStream(fc.nat()),
        (whole, bytes, noise) => {
          const frames = encodeFrames(whole, bytes)
          const draw = () => noise.next().value ?? 0
          const shuffled = [...frames, ...frames]
            .map((frame) => ({ frame, at: draw() }))
            .sort((a, b) => a.at - b.at)
            .map(({ frame }) => frame)
          expect(joinFrames(collect(shuffled))).toBe(whole)
        },
      ),
      { numRuns: 200 },
    )
  })

  test('behavior: nothing is joined while a frame is missing', () => {
    const [first = '', , third = ''] = encodeFrames('abcdefghij', 4)
    const collected = collect([third, first])
    expect(joinFrames(collected)).toBeUndefined()
    expect(missingFrames(collected)).toEqual([2])
  })

  test('error: a frame of another document', () => {
    const [ours = ''] = encodeFrames('one document', 4)
    const [theirs = ''] = encodeFrames('another text', 4)
    expect(() => collect([ours, theirs])).toThrow('it is of another document')
    expect(collect([ours, ours]).chunks.size).toBe(1)
  })

  test('error: the same frame with other words', () => {
    const [first = ''] = encodeFrames('one document', 4)
    const forged = first.replace(/one $/, 'two ')
    expect(forged).not.toBe(first)
    expect(() => collect([first, forged])).toThrow('the same frame said something else')
  })

  test('error: an altered character is found when all is there', () => {
    const [first = '', ...rest] = encodeFrames('one document', 4)
    expect(() => joinFrames(collect([first.replace(/one $/, 'two '), ...rest]))).toThrow(
      'not what their checksum says',
    )
    expect(joinFrames(collect([first, ...rest]))).toBe('one document')
  })

  test('error: a frame that is cut short, anywhere', () => {
    fc.assert(
      fc.property(text, fc.double({ min: 0, max: 0.999, noNaN: true }), (whole, share) => {
        const [frame = ''] = encodeFrames(whole, 200)
        expect(() => parseFrame(frame.slice(0, Math.floor(frame.length * share)))).toThrow(
          'This is no frame of a document',
        )
      }),
      { numRuns: 200 },
    )
  })

  test.each([
    ['another version', 'SUTURE2/1/1/0x/1/a', 'its version is not known here'],
    ['somebody else’s code', 'https://example.org', 'its head is another'],
    [
      'frame 3 of 2',
      'SUTURE1/3/2/'.concat(`0x${'ab'.repeat(32)}/1/a`),
      'its number is out of range',
    ],
    ['frame 0', 'SUTURE1/0/2/'.concat(`0x${'ab'.repeat(32)}/1/a`), 'its number is out of range'],
  ])('error: %s', (_, frame, message) => {
    expect(() => parseFrame(frame)).toThrow(message)
  })

  test('error: nothing, and more than anybody would scan', () => {
    expect(() => encodeFrames('')).toThrow('there is nothing to carry')
    expect(() => encodeFrames('x'.repeat(5_000), 4)).toThrow('the document is too long')
    expect(encodeFrames('x'.repeat(3_996), 4)).toHaveLength(999)
  })
})
