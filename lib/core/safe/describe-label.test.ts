import { expect, test } from 'vitest'
import { cleanLabel, describeLabel } from './describe-label'

test.each([
  'Treasury',
  'Vault 2 (old), ops & dev',
  "Ada's hot wallet #1",
  'Société générale',
  'Größe/Maß',
  'Казна фонда',
  'Ταμείο',
  '国库 Treasury',
  '금고',
  'خزانة',
  'Facade',
  'x'.repeat(64),
])('default: %s', (text) => {
  expect(describeLabel(cleanLabel(text))).toBeUndefined()
})

test('behavior: spaces are cleaned, letters put together', () => {
  expect(cleanLabel('  Main\t\n vault ')).toBe('Main vault')
  expect(cleanLabel('e\u0301')).toBe('é')
})

test.each([
  ['', 'A name is missing.'],
  ['   ', 'A name is missing.'],
  ['x'.repeat(65), 'longer than 64'],
  ['Treasury ✓', 'letters, digits'],
  ['Treasury ⟨U+202E⟩', 'letters, digits'],
  ['Treasury\u202Eyek', 'letters, digits'],
  ['Trea\u200Bsury', 'letters, digits'],
  ['\u3164Treasury', 'letters, digits'],
  ['Trea\u3164sury', 'letters, digits'],
  ['<b>Treasury</b>', 'letters, digits'],
  ['0xd8dA…6045', 'letters, digits'],
  [`T${'\u0301\u0302\u0303\u0304\u0305'}`, 'letters, digits'],
  ['2026', 'needs a letter'],
  ['0xd8dA', 'reads like an address'],
  ['d8dA6BF2 Treasury', 'reads like an address'],
  ['Тreasury', 'mixes alphabets'],
  ['Trεasury', 'mixes alphabets'],
  ['ТОР', 'pass for Latin'],
  ['ΝΑΤΟ', 'pass for Latin'],
  ['Tʀeasury', 'passes for another'],
  ['Treɑsury', 'passes for another'],
  ['Treasurⲩ', 'cannot be told'],
])('error: %j', (text, words) => {
  expect(describeLabel(cleanLabel(text))).toContain(words)
})
