import { expect, test } from 'vitest'
import { safeHashing } from './safe-version'

test.each([
  ['0.1.0', 'dataGas', false],
  ['1.0.0', 'baseGas', false],
  ['1.1.1', 'baseGas', false],
  ['1.2.0', 'baseGas', false],
  ['1.3.0', 'baseGas', true],
  ['1.3.0+L2', 'baseGas', true],
  ['1.4.1', 'baseGas', true],
  ['1.5.0', 'baseGas', true],
])('args: %s', (version, gasField, chainIdInDomain) => {
  expect(safeHashing(version)).toEqual({ gasField, chainIdInDomain })
})

test('error: newer than we know', () => {
  expect(() => safeHashing('1.6.0')).toThrowErrorMatchingInlineSnapshot(`
    [UnknownSafeVersionError: The version of this Safe is not known.
    Version: 1.6.0
    Known: 0.1.x, 1.0.x to 1.5.x
    Its transaction hash cannot be computed, so nothing can be signed here.]
  `)
})

test('error: an answer of a contract that is no Safe', () => {
  expect(() => safeHashing(`\u202e${'1.4.1'.repeat(1000)}`)).toThrowErrorMatchingInlineSnapshot(`
    [UnknownSafeVersionError: The version of this Safe is not known.
    Version: ⟨U+202E⟩1.4.11.4.11.4.11.4.11.4.11.4.11… (4969 more characters)
    Known: 0.1.x, 1.0.x to 1.5.x
    Its transaction hash cannot be computed, so nothing can be signed here.]
  `)
})

test('behavior: numbers of several digits are read whole', () => {
  expect(safeHashing('1.4.10')).toEqual({ gasField: 'baseGas', chainIdInDomain: true })
  for (const version of ['1.30.0', '11.4.1', '10.1.0']) {
    expect(() => safeHashing(version)).toThrow('not known')
  }
})

test.each(['', '0.0.2', '2.0.0', '1.4', 'v1.4.1', ' 1.4.1', '1.4.1\n', '1.4.1 '])(
  'error: %j',
  (version) => {
    expect(() => safeHashing(version)).toThrow('not known')
  },
)
