import { expect, test } from 'vitest'
import { shortAddress } from './short-address'

test('default', () => {
  expect(shortAddress('0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed')).toBe('0x5aAe…eAed')
})
