import { expect, test } from 'vitest'
import { labelLikeness } from './label-likeness'

test.each([
  ['Treasury', 'treasury'],
  ['Treasury', 'TREASURY'],
  ['Treasury', 'T r e a s u r y.'],
  ['Treasury', 'Tréasury'],
  ['Ｔreasury', 'Treasury'],
  ['Vault I', 'Vault 1'],
  ['Vault l', 'Vault 1'],
  ['Fund 0', 'Fund O'],
  ['Modern', 'Modem'],
  ['Wallet', 'VVallet'],
])('default: %s is like %s', (one, other) => {
  expect(labelLikeness(one)).toBe(labelLikeness(other))
})

test.each([
  ['Treasury', 'Treasury 2'],
  ['Vault 2', 'Vault 3'],
  ['Казна', 'Касса'],
])('behavior: %s is not like %s', (one, other) => {
  expect(labelLikeness(one)).not.toBe(labelLikeness(other))
})
