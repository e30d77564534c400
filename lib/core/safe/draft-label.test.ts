import { expect, test } from 'vitest'
import { draftLabel } from './draft-label'
import type { OwnerLabel } from './owner-label'

const address = '0x31E41Ff1Ef5fE469b362af8A468Ce4E2ccBB57F5'
const label: OwnerLabel = {
  ...{ address, author: address, text: 'Fund', writtenAt: 1n, isByOwner: true, doubts: [] },
}

test('default', () => {
  expect(draftLabel({ address: ` ${address} `, text: ' Main  vault', labels: [label] })).toEqual({
    address,
    text: 'Main vault',
    problems: {},
    before: 'Fund',
  })
})

test('behavior: an address that has no name yet', () => {
  const other = `0x${'7e'.repeat(20)}`
  expect(draftLabel({ address: other, text: 'Fund 2', labels: [label] })).toMatchObject({
    problems: {},
    before: undefined,
  })
})

test('behavior: nothing is wrong with nothing', () => {
  expect(draftLabel({ address: '', text: '', labels: [label] })).toEqual({
    address: undefined,
    text: '',
    problems: {},
    before: undefined,
  })
})

test('error: no address, no name', () => {
  const { problems } = draftLabel({ address: '0x12', text: 'Treasury ✓', labels: [] })
  expect(problems.address).toContain('40 hex digits')
  expect(problems.text).toContain('letters, digits')
})
