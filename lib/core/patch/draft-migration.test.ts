import { expect, test } from 'vitest'
import { readDraftMigration } from './draft-migration'
import type { MigrationDraft } from './patch-draft'

const read = (change: Partial<MigrationDraft>) =>
  readDraftMigration('1', { kind: 'none', calldata: '', signature: '', values: [], ...change })
const call = (signature: string, ...values: string[]) =>
  read({ kind: 'function', signature, values })

test('default: none, whatever was typed before', () => {
  expect(read({ calldata: 'rubbish' })).toEqual({ data: undefined, item: undefined, notes: [] })
})

test('args: raw calldata, with the spaces that copying adds', () => {
  expect(read({ kind: 'calldata', calldata: ' 0x8456\ncb59 ' }).data).toBe('0x8456cb59')
})

test.each([
  ['', 'missing'],
  ['0x8456cb5', 'fail'],
  ['8456cb59', 'fail'],
  ['0x8456cb', 'fail'],
  ['0x', 'note'],
])('args: calldata %j is a %s', (calldata, tone) => {
  expect(read({ kind: 'calldata', calldata }).notes).toMatchObject([{ tone }])
})

test('args: a function and its arguments', () => {
  const { data, item, notes } = call('initializeV2(uint256 cap, bool on)', '5', 'true')
  expect(notes).toEqual([])
  expect(item?.inputs.map(({ name }) => name)).toEqual(['cap', 'on'])
  expect(data).toHaveLength(2 + 8 + 128)
})

test('behavior: each argument is judged at its own field', () => {
  const { data, item, notes } = call('f(uint256,address,string)', '', '0x12')
  expect(data).toBeUndefined()
  expect(item).toBeDefined()
  expect(notes.map(({ field, tone }) => [field, tone])).toEqual([
    ['upgrade-1-value-0', 'missing'],
    ['upgrade-1-value-1', 'fail'],
  ])
})

test.each([
  ['', 'missing'],
  ['initializeV2', 'fail'],
])('error: signature %j is %s', (signature, tone) => {
  expect(call(signature).notes).toMatchObject([{ field: 'upgrade-1-migration', tone }])
})
