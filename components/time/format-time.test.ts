import { expect, test } from 'vitest'
import { formatDelay, formatDuration, formatUtc, isoUtc } from './format-time'

const at = Date.UTC(2026, 10, 20, 14, 22, 47) / 1000

test('default', () => {
  expect(formatUtc(at)).toBe('Fri 20 Nov, 14:22')
  expect(isoUtc(at)).toBe('2026-11-20T14:22:47Z')
})

test('args: form', () => {
  expect(formatUtc(at, { form: 'second' })).toBe('Fri 20 Nov 2026, 14:22:47 UTC')
  expect(formatUtc(at, { form: 'day' })).toBe('Fri 20 Nov')
})

test('args: now', () => {
  expect(formatUtc(at, { now: at + 1 })).toBe('Fri 20 Nov, 14:22')
  expect(formatUtc(at, { now: at + 365 * 86_400 })).toBe('Fri 20 Nov 2026, 14:22')
})

test('behavior: a time beyond any calendar is still said', () => {
  expect(formatUtc(2 ** 53)).toBe('second 9007199254740992 of the epoch')
  expect(isoUtc(2 ** 53)).toBeUndefined()
})

test.each([
  [0, '0 s'],
  [59, '59 s'],
  [60, '1 min'],
  [41 * 60 + 7, '41 min'],
  [3600, '1 h'],
  [5 * 3600 + 50 * 60, '5 h 50 min'],
  [86_400, '1 d'],
  [86_400 + 60, '1 d 1 min'],
  [86_400 + 6 * 3600 + 41 * 60, '1 d 6 h 41 min'],
  [10 * 86_400 - 60, '9 d 23 h 59 min'],
  [31 * 86_400 + 22 * 3600 + 20 * 60, '31 d 22 h'],
  [400 * 86_400, '400 d'],
])('behavior: %i seconds are %s', (seconds, text) => {
  expect(formatDuration(seconds)).toBe(text)
})

test('args: precise', () => {
  expect(formatDuration(41 * 60 + 7, { precise: true })).toBe('41 min 07 s')
  expect(formatDuration(7, { precise: true })).toBe('7 s')
})

test.each([
  [172_800, '2 days'],
  [86_400, '1 day'],
  [129_600, '36 h'],
  [5400, '90 min'],
  [604_799, '6 d 23 h 59 min 59 s'],
  [90_060, '1 d 1 h 1 min'],
  [3601, '1 h 1 s'],
  [61, '61 s'],
  [45, '45 s'],
  [0, '0 s'],
])('behavior: a delay of %i seconds is %s', (seconds, text) => {
  expect(formatDelay(seconds)).toBe(text)
})
