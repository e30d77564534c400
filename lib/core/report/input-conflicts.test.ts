import { describe, expect, test } from 'vitest'
import { addressOf, hashOf } from '@/lib/core/patch/__fixtures__/draft'
import { sampleReport } from './__fixtures__/sample-report'
import { inputConflicts } from './input-conflicts'
import type { ReviewInput } from './review-input'

const { input } = sampleReport
const { operation, transaction, patch, ...bare } = input
const harmless = [{ target: addressOf('vault'), value: 0n, data: '0x' }] as const
const placesOf = (one: ReviewInput) => inputConflicts(one).map(({ where }) => where)

test('default', () => {
  expect(placesOf(input)).toEqual([])
  expect(placesOf({ ...bare, patch })).toEqual([])
  expect(placesOf({ ...bare, calls: [transaction!], transaction })).toEqual([])
  expect(placesOf(bare)).toEqual([])
})

describe('behavior: parts of two things are told apart', () => {
  test.each<[string, ReviewInput, string[]]>([
    ['other calls', { ...input, calls: harmless }, ['the calls']],
    [
      'another id',
      { ...input, operation: { ...operation!, id: hashOf('other') } },
      [
        'the operation id',
        'the operation of the dossier',
        'the operation that the Safe transaction schedules',
      ],
    ],
    [
      'a dossier of another patch',
      { ...input, patch: { ...patch!, digest: hashOf('other') } },
      ['the operation of the dossier'],
    ],
    ['calls of no transaction', { ...bare, calls: harmless, transaction }, ['the calls']],
    ['calls of no dossier', { ...bare, calls: harmless, patch }, ['the calls']],
  ])('%s', (_name, forged, places) => {
    expect(placesOf(forged)).toEqual(places)
  })
})
