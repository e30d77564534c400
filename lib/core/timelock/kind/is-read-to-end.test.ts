import { expect, test } from 'vitest'
import { isReadToEnd } from './is-read-to-end'

const read = { indexed: { number: 900n }, headBlock: 900n, problem: undefined }

test('default', () => {
  expect(isReadToEnd(read)).toBe(true)
})

test.each([
  ['nothing was read yet', { indexed: undefined }],
  ['no head was heard of', { headBlock: undefined }],
  ['a first scan is under way', { indexed: { number: 500n } }],
  ['it cannot be brought up to date', { problem: { text: 'The node is silent.' } }],
])('behavior: not while %s', (_, more) => {
  expect(isReadToEnd({ ...read, ...more })).toBe(false)
})
