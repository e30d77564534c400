import { describe, expect, test } from 'vitest'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { replayAddress, replayHash, replayRun } from './__fixtures__/sample-replay'
import { judgeMutation } from './judge-mutation'
import type { ReplayRun } from './replay-run'

const vault = replayAddress(0x99)
const place = { hash: replayHash(1), blockNumber: 5n, index: 0 }

const judge = (old: Partial<ReplayRun>, now: Partial<ReplayRun>) =>
  judgeMutation({ place, old: replayRun(old), now: replayRun(now), proxies: [vault] })

function wrote(before: number, after: number): RawStateDiff {
  const change = { before: replayHash(before), after: replayHash(after) }
  return new Map([
    [vault.toLowerCase(), { address: vault, storage: new Map([[replayHash(0), change]]) }],
  ])
}

test('default', () => {
  expect(judge({ diff: wrote(1, 2) }, { diff: wrote(1, 2) })).toMatchObject({
    ...place,
    outcome: 'same',
    differences: [],
  })
})

describe('what differs', () => {
  test('behavior: another word, and none at all', () => {
    expect(judge({ diff: wrote(1, 2) }, { diff: wrote(1, 3) }).outcome).toBe('different')
    expect(judge({ diff: wrote(1, 2) }, {}).outcome).toBe('different')
  })

  test('behavior: how it ends', () => {
    expect(judge({ succeeded: false }, {}).outcome).toBe('newly succeeds')
    expect(judge({}, { succeeded: false }).outcome).toBe('newly reverts')
  })
})

test('behavior: the same change from where the patch has moved it is none', () => {
  expect(judge({ diff: wrote(1, 2) }, { diff: wrote(7, 8) }).outcome).toBe('same')
  expect(judge({ diff: wrote(1, 2) }, { diff: wrote(7, 9) }).outcome).toBe('different')
})

test('behavior: what is refused on both sides is refused, whatever the words', () => {
  const refused = { succeeded: false, error: 'execution reverted' } as const
  expect(judge({ ...refused, output: '0x01' }, { ...refused, output: '0x02' }).outcome).toBe('same')
})
