import { expect, test } from 'vitest'
import { parseTime } from './parse-time'

test.each([
  ['0', 0n],
  ['1795269600', 1_795_269_600n],
  ['2026-11-21', 1_795_219_200n],
  ['2026-11-21 14:00', 1_795_269_600n],
  ['2026-11-21T14:00Z', 1_795_269_600n],
  ['2026-11-21T14:00:01', 1_795_269_601n],
  ['2028-02-29', 1_835_395_200n],
])('default: %s', (text, value) => {
  expect(parseTime(text)).toBe(value)
})

test.each([
  '',
  '-1',
  '1e9',
  'yesterday',
  '2027-02-29',
  '2026-13-01',
  '2026-11-21 25:00',
  '2026-11-21T14:00+01:00',
  '1969-12-31',
  '1'.repeat(16),
])('error: %s', (text) => {
  expect(() => parseTime(text)).toThrow('That is no time.')
})
