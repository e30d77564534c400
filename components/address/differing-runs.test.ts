import { expect, test } from 'vitest'
import { differingRuns } from './differing-runs'

test('default', () => {
  expect(differingRuns('0xab12', '0xab34')).toEqual([
    { text: '0xab', differs: false },
    { text: '12', differs: true },
  ])
})

test('behavior: the case of a checksum is no difference', () => {
  expect(differingRuns('0xABcd', '0xabCD')).toEqual([{ text: '0xABcd', differs: false }])
})

test('behavior: every differing character is marked, wherever it hides', () => {
  expect(differingRuns('0x1a2b3c', '0x1a9b3d').filter((run) => run.differs)).toEqual([
    { text: '2', differs: true },
    { text: 'c', differs: true },
  ])
})

test('behavior: what the other text lacks differs', () => {
  expect(differingRuns('0xab', '0x')).toEqual([
    { text: '0x', differs: false },
    { text: 'ab', differs: true },
  ])
})
