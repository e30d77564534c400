import { describe, expect, test } from 'vitest'
import { encodeFrames } from '@/lib/core/signing/device/frame'
import { takeText } from './input-item'
import { loadRecovery, verifyTexts } from './verify-texts'

const hash = `0x${'ab'.repeat(32)}`

describe('verifyTexts', () => {
  test('default: what is refused keeps its place among what is not', async () => {
    const { outcomes, fits } = await verifyTexts([hash, 'nonsense', hash], {})
    expect(outcomes.map(({ is }) => is)).toEqual(['examined', 'refused', 'examined'])
    expect(fits).toEqual([
      { of: [0, 2], statement: { verdict: 'pass', text: 'The two hashes are the same.' } },
    ])
  })

  test('behavior: ten thousand brackets are refused, not a broken page', async () => {
    const deep = `{"schema":"suture/report/1","input":${'['.repeat(10_000)}${']'.repeat(10_000)}}`
    const { outcomes } = await verifyTexts([deep], {})
    expect(outcomes[0]?.is).toBe('refused')
  })
})

test('behavior: loading what recovers signatures never throws', async () => {
  await expect(loadRecovery()).resolves.toBeUndefined()
})

describe('takeText', () => {
  test('default: a text that is no frame is whole', () => {
    expect(takeText(hash, undefined)).toEqual({ whole: hash, frames: undefined })
  })

  test('behavior: frames are collected over several texts, or stand in one', () => {
    const frames = encodeFrames('one document\nof two lines', 8)
    const first = takeText(frames.slice(1).join('\n'), undefined)
    expect(first.whole).toBeUndefined()
    expect(takeText(frames[0] ?? '', first.frames).whole).toBe('one document\nof two lines')
    expect(takeText(frames.join('\n'), undefined).whole).toBe('one document\nof two lines')
  })
})
