import { expect, test } from 'vitest'
import { diffJson } from './diff-json'

const diff = (from: unknown, to: unknown) => diffJson(from, to, 10)

test('default', () => {
  expect(diff({ a: [1, { b: 2 }], c: 'x' }, { a: [1, { b: 3 }], c: 'x' })).toEqual([
    { path: 'a[1].b', from: 2, to: 3 },
  ])
  expect(diff({ a: [1, { b: null }] }, { a: [1, { b: null }] })).toEqual([])
})

test('behavior: what one side lacks, and what is of another kind, is one difference', () => {
  expect(diff({ a: { b: { c: 1 } } }, {})).toEqual([
    { path: 'a', from: { b: { c: 1 } }, to: undefined },
  ])
  expect(diff([1, 2], [1])).toEqual([{ path: '[1]', from: 2, to: undefined }])
  expect(diff({ a: [] }, { a: {} })).toEqual([{ path: 'a', from: [], to: {} }])
  expect(diff(null, {})).toEqual([{ path: '', from: null, to: {} }])
})

test('behavior: names of the language are names', () => {
  const [from, to] = [JSON.parse('{"__proto__":{"a":1}}'), JSON.parse('{"constructor":1}')]
  expect(diff(from, to).map(({ path }) => path)).toEqual(['__proto__', 'constructor'])
})

test('args: limit', () => {
  expect(diffJson([1, 2, 3], [4, 5, 6], 2)).toHaveLength(2)
})
