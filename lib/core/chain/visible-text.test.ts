import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { visibleText } from './visible-text'

describe('default', () => {
  test.each([
    'Harbor Vault: fix the rounding in redeem()',
    'Überweisung für Žižek, 東京, שלום, مرحبا',
    'e\u0301 composed of two',
    'देवनागरी',
    '⚠️ Careful ❤️',
    '<script>alert(1)</script>',
    '',
  ])('behavior: leaves %s', (text) => {
    expect(visibleText(text)).toBe(text)
  })

  test.each([
    ['bidi override', 'abc\u202Etxt.exe', 'abc⟨U+202E⟩txt.exe'],
    ['bidi isolate', '\u2066a\u2069', '⟨U+2066⟩a⟨U+2069⟩'],
    ['right-to-left mark', 'a\u200Fb', 'a⟨U+200F⟩b'],
    ['null', 'a\0b', 'a⟨U+0000⟩b'],
    ['line feed', 'a\nb', 'a⟨U+000A⟩b'],
    ['escape sequence', '\u001b[31mred', '⟨U+001B⟩[31mred'],
    ['C1 control', 'a\u0085b', 'a⟨U+0085⟩b'],
    ['zero-width space', 'sa\u200Bfe', 'sa⟨U+200B⟩fe'],
    ['byte order mark', '\uFEFFa', '⟨U+FEFF⟩a'],
    ['soft hyphen', 'a\u00ADb', 'a⟨U+00AD⟩b'],
    ['Hangul filler', 'a\u3164b', 'a⟨U+3164⟩b'],
    ['tag', 'a\u{E0041}', 'a⟨U+E0041⟩'],
    ['line separator', 'a\u2028b', 'a⟨U+2028⟩b'],
    ['private use', '\uE000', '⟨U+E000⟩'],
    ['lone surrogate', 'a\uD800', 'a⟨U+D800⟩'],
    ['variation selector on a letter', 'a\uFE0F', 'a⟨U+FE0F⟩'],
    ['five marks', 'a\u0301\u0301\u0301\u0301\u0301', 'a\u0301\u0301\u0301\u0301⟨U+0301⟩'],
  ])('behavior: writes out %s', (_name, text, expected) => {
    expect(visibleText(text)).toBe(expected)
  })
})

test('args: multiline', () => {
  expect(visibleText('a\nb\rc', { multiline: true })).toBe('a\nb⟨U+000D⟩c')
})

describe('args: maxLength', () => {
  test('behavior: marks what is missing', () => {
    expect(visibleText('abcdef', { maxLength: 4 })).toBe('abcd… (2 more characters)')
    expect(visibleText('abcd', { maxLength: 4 })).toBe('abcd')
  })

  test('behavior: does not split a pair', () => {
    expect(visibleText('abc😀', { maxLength: 4 })).toBe('abc… (2 more characters)')
  })

  test('behavior: a megabyte', () => {
    expect(visibleText('\u202E'.repeat(1_000_000)).length).toBeLessThan(500 * 8 + 40)
  })
})

test('behavior: nothing deceptive is left, and a second pass changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const visible = visibleText(text)
      expect(visible).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Cs}]/u)
      expect(visibleText(visible, { maxLength: 10_000 })).toBe(visible)
    }),
  )
})
