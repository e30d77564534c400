import { expect, test } from 'vitest'
import { readComments, stripComments, trailingComments } from './strip-comments'

test('default', () => {
  expect(stripComments('a /* b */ =  "// no" ; // c\n d')).toBe('a = "// no" ; d')
})

test('behavior: comments with their lines', () => {
  expect(readComments('a;\n/* b\n c */ d; "/* no */" // e')).toEqual([
    { line: 2, text: '/* b\n c */' },
    { line: 3, text: '// e' },
  ])
})

test('behavior: those at the end, however they are nested', () => {
  expect(trailingComments('// a\nuint b; /// c\n/* d */ ')).toBe('/// c\n/* d */')
  expect(trailingComments(`${'// '.repeat(20_000)}\ncode`)).toBe('')
})
