import { describe, expect, test } from 'vitest'
import { vaultInput } from './__fixtures__/vault-input'
import { parseCompilerInput } from './parse-compiler-input'

const withSources = (sources: unknown) => ({ language: 'Solidity', sources, settings: {} })
const withPaths = (...paths: string[]) =>
  withSources(Object.fromEntries(paths.map((path) => [path, { content: 'contract A {}' }])))

test('default', () => {
  const { language, sources, settings } = parseCompilerInput(vaultInput())
  expect(language).toBe('Solidity')
  expect(Object.keys(sources)).toEqual(Object.keys(vaultInput().sources))
  expect(settings).toEqual({
    remappings: ['@lib/=node_modules/lib/'],
    optimizer: { enabled: false, runs: 200 },
  })
})

test('behavior: texts are kept to the byte, bidi controls too', () => {
  const content = '// \u202e} \u2066 tricky\r\n\tcontract A {}\u0000'
  const { sources } = parseCompilerInput(withSources({ 'A.sol': { content } }))
  expect(sources).toEqual({ 'A.sol': content })
})

test('behavior: names that compilers write are accepted', () => {
  const paths = [
    'A.sol',
    './B.sol',
    '@openzeppelin/contracts/access/Ownable.sol',
    'https://github.com/a/b/blob/v1/C.sol',
    'project:/contracts/D.sol',
    'constructor',
    'toString',
    'a folder/é.sol',
  ]
  expect(Object.keys(parseCompilerInput(withPaths(...paths)).sources)).toEqual(paths)
})

describe('errors', () => {
  test('error: no input', () => {
    expect(() => parseCompilerInput([])).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: This is no input of a compiler.
      language: Expected "Solidity" or "Vyper", got nothing.
      sources: Expected an object with a member for each file.
      Give the standard JSON input of solc: language, sources with their content, and settings.]
    `)
    expect(() =>
      parseCompilerInput({ language: 'Yul', sources: {}, settings: 3 }),
    ).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: This is no input of a compiler.
      language: Expected "Solidity" or "Vyper", got "Yul".
      settings: Expected an object.
      Give the standard JSON input of solc: language, sources with their content, and settings.]
    `)
    expect(() => parseCompilerInput(withSources({}))).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: The number of source files is not one that can be compiled.
      Files: 0
      Allowed: 1 to 2000
      Give the contract and what it imports, and nothing else.]
    `)
    expect(() => parseCompilerInput(null)).toThrow('This is no input of a compiler.')
  })

  test('error: path tricks, each by name', () => {
    const input = withPaths(
      'src/../../etc/passwd',
      '/etc/passwd',
      'C:/boot.sol',
      'src\\A.sol',
      '',
      'a\u0000.sol',
      'x'.repeat(1025),
      './',
      'src/A.sol',
      'src//./A.sol',
      'SRC/a.sol',
      '\u202eA.sol',
    )
    expect(() => parseCompilerInput(input)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: Some of the source files cannot be taken.
      src/../../etc/passwd: leads out of its folder (..)
      /etc/passwd: is absolute
      C:/boot.sol: is absolute
      src\\A.sol: has a backslash
      a file without a name: is empty
      a⟨U+0000⟩.sol: has a control character
      xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx… (825 more characters): is longer than 1024 bytes
      ./: names no file
      src//./A.sol: names the same file as src/A.sol
      SRC/a.sol: names the same file as src/A.sol
      Correct the files named. Names count for the metadata in the code: compile again after renaming.]
    `)
  })

  test('error: prototype keys', () => {
    const input: unknown = JSON.parse(
      '{"language":"Solidity","sources":{"__proto__":{"content":"contract A {}"}}}',
    )
    expect(() => parseCompilerInput(input)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: Some of the source files cannot be taken.
      __proto__: is a name that JavaScript keeps for itself
      Correct the files named. Names count for the metadata in the code: compile again after renaming.]
    `)
    // What a file inherits is none of its members.
    const inherited = withSources(JSON.parse('{"A.sol":{"__proto__":{"content":"contract A {}"}}}'))
    expect(() => parseCompilerInput(inherited)).toThrow('A.sol: has no content')
  })

  test('error: contents that are none', () => {
    const input = withSources({
      'A.sol': { urls: ['https://example.org/A.sol'] },
      'B.sol': { content: 5 },
      'C.sol': 'contract C {}',
      'D.sol': { content: 'contract D {} // \ud800' },
      'E.sol': null,
    })
    expect(() => parseCompilerInput(input)).toThrowErrorMatchingInlineSnapshot(`
      [InvalidSourcesError: Some of the source files cannot be taken.
      A.sol: has URLs in place of its content; nothing is fetched from them
      B.sol: has a content that is no text
      C.sol: has no content
      D.sol: has half a character (a lone surrogate)
      E.sol: has no content
      Correct the files named. Names count for the metadata in the code: compile again after renaming.]
    `)
  })

  test('error: more files than can be compiled', () => {
    const paths = Array.from({ length: 2_001 }, (_, index) => `${index}.sol`)
    expect(() => parseCompilerInput(withPaths(...paths))).toThrow('Files: 2001')
  })
})
