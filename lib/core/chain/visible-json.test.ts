import { expect, test } from 'vitest'
import { visibleJson } from './visible-json'

test('default: what hides is escaped, what it parses to stays', () => {
  const value = { title: 'a\u202eb\u200b', tag: '\u{e0041}', plain: 'Zürich 漢字' }
  const shown = visibleJson(JSON.stringify(value))
  expect(shown).toBe('{"title":"a\\u202eb\\u200b","tag":"\\udb40\\udc41","plain":"Zürich 漢字"}')
  expect(JSON.parse(shown)).toEqual(value)
})

test('behavior: the layout stays', () => {
  const laidOut = JSON.stringify({ a: [1, 'x'] }, undefined, 2)
  expect(visibleJson(laidOut)).toBe(laidOut)
})
