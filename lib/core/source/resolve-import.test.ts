import { expect, test } from 'vitest'
import { parseRemappings, resolveImport } from './resolve-import'

const resolve = (path: string, from: string, remappings: string[] = []) =>
  resolveImport({ path, from, remappings: parseRemappings(remappings) })

test.each([
  ['./B.sol', 'src/A.sol', 'src/B.sol'],
  ['../B.sol', 'src/a/A.sol', 'src/B.sol'],
  ['./b/../c/./D.sol', 'src/A.sol', 'src/c/D.sol'],
  ['./B.sol', 'A.sol', 'B.sol'],
  ['../../B.sol', 'src/A.sol', 'B.sol'],
  ['src/B.sol', 'src/A.sol', 'src/B.sol'],
  ['../B.sol', 'https://host/a/b/A.sol', 'https://host/a/B.sol'],
])('default: %s from %s', (path, from, name) => {
  expect(resolve(path, from)).toBe(name)
})

test('args: remappings', () => {
  expect(resolve('@oz/A.sol', 'src/B.sol', ['@oz/=lib/oz/'])).toBe('lib/oz/A.sol')
  // The longest prefix wins, then the last.
  expect(resolve('@oz/x/A.sol', 'B.sol', ['@oz/x/=1/', '@oz/=2/'])).toBe('1/A.sol')
  expect(resolve('@oz/A.sol', 'B.sol', ['@oz/=1/', '@oz/=2/'])).toBe('2/A.sol')
  // A longer context wins over a longer prefix.
  const contexts = ['@oz/x/=1/', 'lib/:@oz/=2/', 'other/:@oz/x/=3/']
  expect(resolve('@oz/x/A.sol', 'lib/B.sol', contexts)).toBe('2/x/A.sol')
  expect(resolve('@oz/x/A.sol', 'src/B.sol', contexts)).toBe('1/A.sol')
  // Relative imports are remapped as well, once resolved.
  expect(resolve('./A.sol', 'src/B.sol', ['src/=contracts/'])).toBe('contracts/A.sol')
})

test('behavior: what is no remapping resolves nothing', () => {
  expect(parseRemappings('a=b')).toEqual([])
  expect(parseRemappings([5, null, 'a', '=b', 'c:=d'])).toEqual([])
  expect(parseRemappings(['a=b=c', 'x:y:z=w'])).toMatchInlineSnapshot(`
    [
      {
        "context": "",
        "prefix": "a",
        "target": "b=c",
      },
      {
        "context": "x",
        "prefix": "y:z",
        "target": "w",
      },
    ]
  `)
})
