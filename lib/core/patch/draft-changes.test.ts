import { toFunctionSelector } from 'viem'
import { describe, expect, test } from 'vitest'
import { completeDraft, factsOf, known, owner, protocol } from './__fixtures__/draft'
import { readDraftChanges } from './draft-changes'
import { hashPatch } from './hash-patch'
import type { ChangeDraft } from './patch-draft'
import { planProposal } from './plan-proposal'
import { serializeDossier } from './serialize-dossier'

const row = (change: Partial<ChangeDraft> = {}): ChangeDraft => ({
  kind: 'newly-reverts',
  called: 'redeem(uint256 shares, address receiver)',
  error: 'Frozen()',
  reason: 'Closed while it is repaired.',
  ...change,
})
const read = (change: Partial<ChangeDraft>) => readDraftChanges([row(change)])
const redeem = toFunctionSelector('redeem(uint256,address)')

test('default', () => {
  expect(read({})).toEqual({
    changes: [
      {
        reason: 'Closed while it is repaired.',
        selector: redeem,
        reverts: { newly: true, data: toFunctionSelector('Frozen()') },
      },
    ],
    notes: [],
  })
})

describe('args', () => {
  test('args: selectors and bytes as they are', () => {
    const { changes } = read({
      called: '0xBA087652',
      error: ' 0x12345678 ',
      kind: 'newly-succeeds',
    })
    expect(changes?.[0]).toMatchObject({
      selector: '0xba087652',
      reverts: { newly: false, data: '0x12345678' },
    })
  })

  test('args: a message in quotation marks is that of a require', () => {
    const [change] = read({ error: '"paused"' }).changes ?? []
    expect(change?.reverts?.data).toMatch(/^0x08c379a0.*706175736564/)
  })

  test('args: what only differs needs no error', () => {
    const { changes, notes } = read({ kind: 'differs', error: 'left from before' })
    expect(notes).toEqual([])
    expect(changes?.[0]?.reverts).toBeUndefined()
  })
})

test('behavior: a row that was left empty declares nothing, and the others keep their places', () => {
  const empty = row({ called: '', error: ' ', reason: '' })
  expect(readDraftChanges([empty])).toEqual({ changes: [], notes: [] })
  const { notes } = readDraftChanges([empty, row({ called: '0x12' })])
  expect(notes.map(({ field }) => field)).toEqual(['change-1-called'])
})

test('behavior: what is missing is missing, not wrong', () => {
  const { changes, notes } = read({ called: '', error: '' })
  expect(changes).toBeUndefined()
  expect(notes.map(({ field, tone }) => [field, tone])).toEqual([
    ['change-0-called', 'missing'],
    ['change-0-error', 'missing'],
  ])
})

test.each<[string, Partial<ChangeDraft>]>([
  ['called', { called: 'redeem' }],
  ['called', { called: '0x123456' }],
  ['error', { error: 'no such thing' }],
  ['error', { error: `0x${'00'.repeat(257)}` }],
  ['reason', { reason: 'x'.repeat(2_001) }],
  ['reason', { reason: '\ud800' }],
])('error: %s of %j', (field, change) => {
  const { changes, notes } = read(change)
  expect(changes).toBeUndefined()
  expect(notes).toMatchObject([{ field: `change-0-${field}`, tone: 'fail' }])
})

describe('in a dossier', () => {
  const patchOf = (changes: ChangeDraft[]) =>
    planProposal({
      draft: completeDraft({ changes }),
      protocol,
      facts: factsOf(),
      pending: known([]),
      proposer: { account: owner, chainId: protocol.chainId },
    }).proposal?.patch

  test('behavior: the digest commits to them, and without any it is what it was before', () => {
    const [none, empty, some] = [
      patchOf([]),
      patchOf([row({ called: '', error: '', reason: '' })]),
      patchOf([row()]),
    ]
    if (!none || !some) throw new Error('Not planned.')
    expect(empty?.digest).toBe(none.digest)
    expect(serializeDossier(none)).not.toContain('changes')
    expect(some.digest).not.toBe(none.digest)
    expect(hashPatch(some).digest).toBe(some.digest)
    expect(some.changes).toEqual(readDraftChanges([row()]).changes)
  })
})
