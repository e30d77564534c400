import { describe, expect, test } from 'vitest'
import { isVersion, parseCompilerVersion } from './compiler-version'

test('default', () => {
  const version = parseCompilerVersion('0.8.30+commit.73712a01')
  expect(version).toEqual({ release: '0.8.30', commit: '73712a01' })
  expect(isVersion(version, '0.8.30+commit.73712a01.Emscripten.clang')).toBe(true)
  expect(isVersion(version, '0.8.30+commit.73712a02.Emscripten.clang')).toBe(false)
})

test('args: how tools write it', () => {
  const version = { release: '0.5.13', commit: '5b0b510c' }
  expect(parseCompilerVersion('v0.5.13+commit.5b0b510c')).toEqual(version)
  expect(parseCompilerVersion('0.5.13+commit.5b0b510c.Emscripten.clang')).toEqual(version)
  const release = parseCompilerVersion('0.8.3')
  expect(release).toEqual({ release: '0.8.3', commit: undefined })
  expect(isVersion(release, '0.8.30+commit.73712a01')).toBe(false)
  expect(isVersion(release, '0.8.3+commit.8d00100c')).toBe(true)
})

describe('error', () => {
  test('error: a nightly build', () => {
    expect(() =>
      parseCompilerVersion('0.8.31-nightly.2025.9.1+commit.aabbccdd'),
    ).toThrowErrorMatchingInlineSnapshot(`
      [UnsupportedCompilerError: There is no compiler here for these sources.
      Compiler: 0.8.31-nightly.2025.9.1+commit.aabbccdd
      Reason: a build that was never released
      Sources are compiled again with a release of solc from 0.5.13 on. Other code is reviewed by its bytecode alone.]
    `)
  })

  test.each(['0.5.12', '0.4.26+commit.4563c3fc', '0.0.0'])('error: too old, %s', (text) => {
    expect(() => parseCompilerVersion(text)).toThrow('older than 0.5.13')
  })

  test.each(['', 'latest', '^0.8.0', '0.8.30/../../x', '0.8.30 --registry=x', 'vyper:0.3.10'])(
    'error: no version, %s',
    (text) => {
      expect(() => parseCompilerVersion(text)).toThrow('no version of solc')
    },
  )
})
