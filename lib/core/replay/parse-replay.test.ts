import { describe, expect, test } from 'vitest'
import { replayHash, replayResult, replaySubject } from './__fixtures__/sample-replay'
import { parseExpected, parseSavedReplay, serializeReplayLine } from './parse-replay'

describe('a saved run', () => {
  const cursor = {
    schema: 'suture/replay-cursor/1' as const,
    subject: replaySubject,
    mode: 'exact' as const,
    source: { kind: 'list' as const },
    gaps: [],
    places: [{ hash: replayHash(1), blockNumber: 7n }],
  }
  const text = [cursor, replayResult(1), replayResult(2)].map(serializeReplayLine).join('')

  test('default', () => {
    const saved = parseSavedReplay(text)
    expect(saved).toEqual({ cursor, results: [replayResult(1), replayResult(2)] })
  })

  test('behavior: a last line that was not finished is left out', () => {
    expect(parseSavedReplay(text.slice(0, -9)).results).toHaveLength(1)
    expect(parseSavedReplay(`${text}{"hash":"0x`).results).toHaveLength(2)
  })

  test('error: nonsense', () => {
    expect(() => parseSavedReplay('')).toThrow('This is not a replay.')
    expect(() => parseSavedReplay(`${text}{}\n`)).toThrow('This is not a replay.')
  })
})

test('parseExpected: whose it is, the file does not say', () => {
  const json = JSON.stringify([{ reason: 'voted', selector: '0x12345678' }])
  expect(parseExpected(json, 'proposer')).toMatchObject([{ by: 'proposer' }])
  const claimed = JSON.stringify([{ reason: 'voted', by: 'operator' }])
  expect(() => parseExpected(claimed, 'proposer')).toThrow('This is not a replay.')
})
