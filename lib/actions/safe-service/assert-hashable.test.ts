import { expect, test } from 'vitest'
import { assertHashable } from './assert-hashable'

function typedData({ fields, items }: { fields: number; items: number }) {
  return {
    domain: { name: 'x' },
    primaryType: 'Order',
    types: {
      Order: [{ name: 'items', type: 'Item[]' }],
      Item: [{ name: 'parts', type: 'Part[]' }],
      Part: Array.from({ length: fields }, (_, i) => ({ name: `f${i}`, type: 'uint256' })),
    },
    message: { items: Array.from({ length: items }, () => ({ parts: [] })) },
  }
}

test('default', () => {
  expect(() => assertHashable(typedData({ fields: 20, items: 200 }))).not.toThrow()
  expect(() => assertHashable({})).not.toThrow()
})

test('error: types that would be hashed again for each of many values', () => {
  // As a request, 38 kB of this kept the service busy for three seconds; a megabyte would for half an hour.
  expect(() =>
    assertHashable(typedData({ fields: 1_000, items: 500 })),
  ).toThrowErrorMatchingInlineSnapshot(`
    [RefusedRequestError: The message is too large to hash.
    Characters of types times values: 21876666
    At most: 2000000
    Sign fewer items at once, or leave out types that nothing refers to.]
  `)
})

test('behavior: values nested deeply are counted, not followed', () => {
  const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`)
  expect(() => assertHashable({ types: { A: 'x'.repeat(100) }, message: deep })).toThrow(
    'too large',
  )
  expect(() => assertHashable({ types: deep, message: deep })).toThrow('too large')
})
