import { expect, test } from 'vitest'
import { parseCompilerVersion } from './parse-compiler-version'

test.each([
  ['0.8.30+commit.73712a01', '0.8.30+commit.73712a01'],
  ['v0.8.30+commit.73712a01', '0.8.30+commit.73712a01'],
  ['0.8.30+commit.73712a01.Emscripten.clang', '0.8.30+commit.73712a01'],
  ['0.8.30+commit.73712a01.Linux.g++', '0.8.30+commit.73712a01'],
  ['0.8.30', '0.8.30'],
  ['0.8.31-nightly.2025.1.1+commit.12345678', '0.8.31-nightly.2025.1.1+commit.12345678'],
  ['0.8.31-pre.1+commit.12345678', '0.8.31-pre.1+commit.12345678'],
  ['0.4.1b4', '0.4.1b4'],
])('default: %s', (text, version) => {
  expect(parseCompilerVersion(text)).toBe(version)
})

test.each(['', 'latest', '0.8', '^0.8.30', '0.8.30; rm -rf /', '../0.8.30', '0.8.30\n', 5, null])(
  'error: %j',
  (text) => {
    expect(() => parseCompilerVersion(text)).toThrow('The compiler is not known.')
  },
)

test('error: nothing', () => {
  expect(() => parseCompilerVersion(undefined)).toThrowErrorMatchingInlineSnapshot(`
    [InvalidSourcesError: The compiler is not known.
    Expected: a version such as 0.8.30+commit.73712a01
    Got: nothing
    Give the version in compiler, or a build-info, which tells it.]
  `)
})
