import { expect, test } from 'vitest'
import { escapeMarkdown, markdownTable } from './markdown'

test('default', () => {
  expect(escapeMarkdown('uint256 total, slot 3 at 0xab-cd 1.5')).toBe(
    'uint256 total, slot 3 at 0xab-cd 1.5',
  )
})

test.each([
  ['markup', '**b** _i_ `c` ~~s~~ # h', /[*_`~]/],
  ['a link', '[sign here](https://evil.example)', /[[\]()]|:\/\//],
  ['an address that becomes a link', 'see https://evil.example or www.evil.example', /:\/\/|www\./],
  ['HTML', '<img src=x onerror=alert(1)>&lt;', /<img|&lt;/],
  ['a comment that swallows the rest', '<!-- ', /<!/],
  ['a table cell', 'a | b', /\|/],
  ['a list', '- done', /^-/],
  ['a numbered list', '1. done', /^1\./],
  ['a line under a title', '=====', /^=/],
  ['a second line', 'a\n\n# b', /\n/],
  ['math', '$\\text{pass}$', /[$\\]/],
])('behavior: no %s', (_name, text, broken) => {
  expect(escapeMarkdown(text)).not.toMatch(broken)
})

test('behavior: nobody is notified and no issue linked, not even once entities are characters again', () => {
  expect(escapeMarkdown('ask @council, fixes #12')).toBe(
    'ask <span>&#64;</span>council, fixes <span>&#35;</span>12',
  )
})

test('behavior: a table keeps its columns', () => {
  expect(markdownTable(['a', 'b'], [['x | y', 'z\n| w']])).toEqual([
    '| a | b |',
    '| --- | --- |',
    '| x &#124; y | z &#124; w |',
  ])
})
