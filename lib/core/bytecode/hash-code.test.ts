import { keccak256, numberToHex } from 'viem'
import { expect, test } from 'vitest'
import { hashCode } from './hash-code'

test('default: every time that of the bytes', () => {
  const codes = Array.from({ length: 200 }, (_, at) => numberToHex(at, { size: 3 }))
  for (const code of [...codes, ...codes, '0x' as const])
    expect(hashCode(code)).toBe(keccak256(code))
})
