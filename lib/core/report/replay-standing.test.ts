import { expect, test } from 'vitest'
import { sampleReport } from './__fixtures__/sample-report'
import { mostBlocksApart } from './merge-findings'
import { replayStanding } from './replay-standing'

const { input } = sampleReport
const { number } = input.block
const last = { report: { input }, confirmedBlock: number }
const at = (later: bigint) => ({ ...input, block: { ...input.block, number: number + later } })

test('default: of what would be executed now', () => {
  expect(replayStanding(last, input)).toBe('current')
})

test('behavior: it counts for a day, from the block at which it was last the same', () => {
  expect(replayStanding(last, at(mostBlocksApart))).toBe('current')
  expect(replayStanding(last, at(mostBlocksApart + 1n))).toBe('old')
  const confirmed = { ...last, confirmedBlock: number + 1n }
  expect(replayStanding(confirmed, at(mostBlocksApart + 1n))).toBe('current')
})

test('behavior: other calls are other bytes, however new', () => {
  expect(replayStanding(last, { ...input, calls: [] })).toBe('of-other-bytes')
  expect(replayStanding(last, { ...at(mostBlocksApart + 1n), calls: [] })).toBe('of-other-bytes')
})
