import { expect, test } from 'vitest'
import { estimateChainTime } from './estimate-chain-time'

const blockTimestamp = 2_000_000_000
const readAt = 1_700_000_000_000

test('default', () => {
  expect(estimateChainTime({ blockTimestamp, readAt, now: readAt + 90_000 })).toBe(
    blockTimestamp + 90,
  )
})

test('behavior: a reader whose clock is behind the server’s sees the block', () => {
  expect(estimateChainTime({ blockTimestamp, readAt, now: readAt - 1 })).toBe(blockTimestamp)
})

test('behavior: a reader whose clock is hours ahead sees the block', () => {
  expect(estimateChainTime({ blockTimestamp, readAt, now: readAt + 6 * 3_600_000 })).toBe(
    blockTimestamp + 6 * 3600,
  )
  expect(estimateChainTime({ blockTimestamp, readAt, now: readAt + 6 * 3_600_000 + 1 })).toBe(
    blockTimestamp,
  )
})
