import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalJson } from './canonical-json'

describe('default', () => {
  test('the example of RFC 8785, section 3.2.4', () => {
    const value = {
      numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 0.000000000000000000000000001],
      string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"\u002f',
      literals: [null, true, false],
    }
    expect(canonicalJson(value)).toBe(
      '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
    )
  })

  test('the sorting example of RFC 8785, section 3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    }
    expect(canonicalJson(value)).toMatch(/^\{"\\r":.*"1":.*"\u0080":.*"ö":.*"€":.*"😀":.*"\ufb33":/)
  })

  test.each([
    [-0, '0'],
    [1e21, '1e+21'],
    [Number('9007199254740993'), '9007199254740992'],
    [5e-324, '5e-324'],
    ['', '""'],
    [[], '[]'],
    [{}, '{}'],
    [null, 'null'],
    [JSON.parse('{"__proto__":1,"a":2}'), '{"__proto__":1,"a":2}'],
    [Object.create(null), '{}'],
  ])('%o', (value, expected) => {
    expect(canonicalJson(value)).toBe(expected)
  })

  test('behavior: undefined members are left out', () => {
    expect(canonicalJson({ b: undefined, a: 1 })).toBe('{"a":1}')
  })
})

describe('properties', () => {
  test('behavior: parses back to the same value', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        // JSON.stringify turns -0 into 0, as RFC 8785 does.
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('behavior: the order of members does not matter', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.integer()), (value) => {
        const reversed = Object.fromEntries(Object.entries(value).reverse())
        expect(canonicalJson(reversed)).toBe(canonicalJson(value))
      }),
    )
  })

  test('behavior: a fixed point', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = canonicalJson(value)
        expect(canonicalJson(JSON.parse(text))).toBe(text)
      }),
    )
  })
})

describe('errors', () => {
  test('error: bigint', () => {
    expect(() => canonicalJson({ calls: [{ value: 1n }] })).toThrowErrorMatchingInlineSnapshot(`
      [NotCanonicalError: A bigint has no exact JSON form.
      Where: $.calls[0].value
      Write it as a string.]
    `)
    expect(canonicalJson({ calls: [{ value: '1' }] })).toBe('{"calls":[{"value":"1"}]}')
  })

  test('error: lone surrogate', () => {
    expect(() => canonicalJson({ title: 'a\ud83d' })).toThrowErrorMatchingInlineSnapshot(`
      [NotCanonicalError: A string has a lone surrogate.
      Where: $.title]
    `)
    expect(() => canonicalJson({ '\ude00': 1 })).toThrow('lone surrogate')
    expect(canonicalJson({ title: 'a\ud83d\ude00' })).toBe('{"title":"a😀"}')
  })

  test('error: cycle', () => {
    const cycle: { self?: unknown } = {}
    cycle.self = cycle
    expect(() => canonicalJson(cycle)).toThrowErrorMatchingInlineSnapshot(`
      [NotCanonicalError: The value is cyclic or nested too deeply.
      Where: $.self.self.self]
    `)
    const shared = { a: 1 }
    expect(canonicalJson([shared, shared])).toBe('[{"a":1},{"a":1}]')
  })

  test.each([
    ['NaN', Number.NaN],
    ['Infinity', Number.POSITIVE_INFINITY],
    ['undefined', undefined],
    ['a hole', new Array(1)],
    ['undefined in an array', [undefined]],
    ['a function', () => 0],
    ['a symbol', Symbol('s')],
    ['a date', new Date(0)],
    ['a map', new Map()],
    ['bytes', new Uint8Array(1)],
    ['a class instance', new (class Patch {})()],
  ])('error: %s', (_name, value) => {
    expect(() => canonicalJson({ value: [value] })).toThrow(/Where: \$\.value\[0\]/)
  })
})
