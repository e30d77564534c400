import { expect, test } from 'vitest'
import { addressOf, completeDraft } from './__fixtures__/draft'
import { addUpgrade, changeUpgrade, leaveOutUpgrade, removeUpgrade } from './edit-draft'
import { chosenUpgrades, parsePatchDraft } from './patch-draft'

test('default: a draft survives the store', () => {
  const draft = completeDraft({ description: '‮ and \u0000', nonce: 'wrong' })
  expect(parsePatchDraft(JSON.stringify(draft))).toEqual(draft)
})

test.each([
  null,
  '',
  '{',
  '[]',
  '{"title":"x"}',
  JSON.stringify(completeDraft({ createdAt: '-1' })),
])('args: %j is no draft', (json) => {
  expect(parsePatchDraft(json)).toBeUndefined()
})

test('behavior: what is left out comes back with its texts', () => {
  const vault = addressOf('vault')
  const left = leaveOutUpgrade(completeDraft(), vault)
  expect(chosenUpgrades(left)).toEqual([])
  expect(chosenUpgrades(addUpgrade(left, vault))).toEqual(chosenUpgrades(completeDraft()))
})

test('behavior: rows of another protocol are kept, and not part of the patch', () => {
  const other = { ...completeDraft(), protocol: 'Other' }
  expect(chosenUpgrades(other)).toEqual([])
  expect(chosenUpgrades({ ...other, protocol: 'Harbor' })).toHaveLength(1)
})

test('behavior: ids are never used twice', () => {
  const draft = removeUpgrade(addUpgrade(addUpgrade(completeDraft(), ''), ''), '2')
  const ids = addUpgrade(draft, '').upgrades.map(({ id }) => id)
  expect(ids).toEqual(['1', '3', '4'])
})

test('behavior: a change touches one row', () => {
  const draft = changeUpgrade(addUpgrade(completeDraft(), ''), '2', { to: '0x1' })
  expect(draft.upgrades.map(({ to }) => to)).toEqual([addressOf('v2'), '0x1'])
})
