import { zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { completeDraft, factsOf, hashOf, known } from './__fixtures__/draft'
import { readDraftSchedule, typedPredecessor } from './draft-schedule'
import type { PatchDraft } from './patch-draft'

const read = (change: Partial<PatchDraft> = {}, facts = factsOf()) =>
  readDraftSchedule(completeDraft(change), facts)

test('default: the minimum, and no predecessor', () => {
  expect(read()).toEqual({ delay: 172_800n, predecessor: zeroHash, notes: [] })
})

describe('args: delay', () => {
  test.each([
    ['2', 'days', 172_800n],
    ['48', 'hours', 172_800n],
    ['172800', 'seconds', 172_800n],
  ] as const)('%s %s', (delay, delayUnit, seconds) => {
    expect(read({ delay, delayUnit })).toMatchObject({ delay: seconds, notes: [] })
  })

  test('a second below the minimum is refused with both figures', () => {
    expect(read({ delay: '172799', delayUnit: 'seconds' }).notes).toEqual([
      {
        field: 'delay',
        tone: 'fail',
        text: 'The timelock refuses a delay below its minimum: 172799 s asked, 172800 s (2 days) required.',
      },
    ])
  })

  test.each(['-1', '1.5', 'two', '1e3'])('%s is no number of days', (delay) => {
    expect(read({ delay }).notes[0]).toMatchObject({ field: 'delay', tone: 'fail' })
  })

  test('more than a century', () => {
    expect(read({ delay: '40000' }).notes[0]?.tone).toBe('fail')
    expect(read({ delay: '30000' }).notes).toEqual([])
  })

  test('an unknown minimum is not taken for zero', () => {
    const facts = factsOf({ more: { minDelay: { known: false, reason: 'silent' } } })
    expect(read({ delay: '5' }, facts)).toMatchObject({
      delay: undefined,
      notes: [{ tone: 'unknown', text: 'silent' }],
    })
  })
})

describe('args: predecessor', () => {
  const id = hashOf('before')
  const withState = (state: 'unset' | 'waiting' | 'ready' | 'done') =>
    factsOf({ more: { predecessor: { id, state: known(state) } } })

  test.each([
    ['unset', 'warn'],
    ['waiting', 'note'],
    ['ready', 'note'],
    ['done', 'note'],
  ] as const)('%s is a %s', (state, tone) => {
    const { predecessor, notes } = read({ predecessor: ` ${id} ` }, withState(state))
    expect(predecessor).toBe(id)
    expect(notes).toMatchObject([{ field: 'predecessor', tone }])
  })

  test('facts of another operation do not count', () => {
    expect(read({ predecessor: hashOf('other') }, withState('done')).notes[0]?.tone).toBe('pending')
  })

  test('no hash', () => {
    expect(read({ predecessor: id.slice(0, -1) })).toMatchObject({
      predecessor: undefined,
      notes: [{ field: 'predecessor', tone: 'fail' }],
    })
  })

  test('zero is none', () => {
    expect(read({ predecessor: zeroHash })).toMatchObject({ predecessor: zeroHash })
    expect(typedPredecessor(completeDraft({ predecessor: zeroHash }))).toBeUndefined()
    expect(
      typedPredecessor(completeDraft({ predecessor: id.toUpperCase().replace('X', 'x') })),
    ).toBe(id)
  })
})
