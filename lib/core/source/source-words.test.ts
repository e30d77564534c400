import { expect, test } from 'vitest'
import { readSourceWords } from './source-words'

test('default: every form of import', () => {
  const { imports } = readSourceWords(`
    import "./A.sol";
    import './B.sol' as B;
    import * as C from "c/C.sol";
    import {D as E, F} from "@d/D.sol"; import{G}from"g.sol";
  `)
  expect(imports).toEqual(['./A.sol', './B.sol', 'c/C.sol', '@d/D.sol', 'g.sol'])
})

test('default: declarations', () => {
  const { declarations } = readSourceWords(
    'abstract contract A is B {} library L{} interface/**/I {} contract $x_1 { string s = "contract No"; }',
  )
  expect(declarations).toEqual(['A', 'L', 'I', '$x_1'])
})

test('behavior: comments and strings import nothing', () => {
  const { imports } = readSourceWords(`
    // import "a.sol";
    /* import "b.sol"; // */ /** " */
    contract A { string s = "import \\"c.sol\\";"; string t = unicode'it\\'s // "; }
    /* never closed import "d.sol";`)
  expect(imports).toEqual([])
})

test('behavior: a comment ends at every line end that solc knows', () => {
  for (const end of ['\n', '\r', '\v', '\f', '\u0085', '\u2028', '\u2029']) {
    expect(readSourceWords(`// x${end}import "a.sol";`).imports).toEqual(['a.sol'])
  }
})

test('behavior: an import that cannot be read is told', () => {
  expect(readSourceWords('import "a\\x2esol"; import {A} from b; import').imports).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})

test('behavior: hostile texts take no longer than their length', { timeout: 5_000 }, () => {
  const parts = ['\\"', '"\'', '/*', 'import ', '"\\', ';', '{']
  for (const part of parts) readSourceWords(part.repeat(200_000))
})
