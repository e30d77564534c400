import { expect, test } from 'vitest'
import { unknownVersion } from './unknown-version'

test('default', () => {
  expect(unknownVersion('1.4.1+L2')).toBeUndefined()
})

test('error: a version whose hashing is not known', () => {
  expect(unknownVersion('9.4.1')).toMatchInlineSnapshot(`
    [UnknownSafeVersionError: The version of this Safe is not known.
    Version: 9.4.1
    Known: 0.1.x, 1.0.x to 1.5.x
    Its transaction hash cannot be computed, so nothing can be signed here.]
  `)
  expect(unknownVersion('')?.name).toBe('UnknownSafeVersionError')
})
