import { getAddress } from 'viem'
import { expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/records'
import { draftDelegate } from './draft-delegate'

const owner = addressOf('owner')
const delegate = addressOf('delegate')
const read = (text: string) => draftDelegate({ text, owners: [owner] })

test('default: an address, with spaces around it', () => {
  expect(read(` ${delegate} `)).toEqual({ delegate: getAddress(delegate), problem: undefined })
})

test('behavior: nothing typed is nothing wrong', () => {
  expect(read('  ')).toEqual({ delegate: undefined, problem: undefined })
})

test.each([
  ['no address', '0x1234', /40 hex digits/],
  ['an owner', owner.toLowerCase(), /It is an owner/],
  ['the zero address', `0x${'00'.repeat(20)}`, /zero address/],
])('error: %s', (_, text, problem) => {
  expect(read(text)).toEqual({ delegate: undefined, problem: expect.stringMatching(problem) })
})

test('error: any of several owners', () => {
  const owners = [addressOf('another'), owner]
  expect(draftDelegate({ text: owner, owners }).problem).toBe(
    'It is an owner, and may propose already.',
  )
  expect(draftDelegate({ text: delegate, owners }).problem).toBeUndefined()
})
