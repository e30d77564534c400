import { describe, expect, test } from 'vitest'
import { canonicalSignature } from './canonical-signature'

describe('canonicalSignature', () => {
  test.each([
    ['pause()', 'pause()'],
    ['approve(address,uint256)', 'approve(address,uint256)'],
    [' approve (address spender, uint amount) ', 'approve(address,uint256)'],
    ['set(int[],bytes32[4] calldata roots)', 'set(int256[],bytes32[4])'],
    ['f((address,(uint,bool)[])[2] orders, bytes)', 'f((address,(uint256,bool)[])[2],bytes)'],
    ['f(())', 'f(())'],
    ['_$1(function)', '_$1(function)'],
  ])('args: %j', (text, signature) => {
    expect(canonicalSignature(text)).toBe(signature)
  })

  test.each([
    '',
    'pause',
    'pause(',
    'pause)',
    'pause()()',
    'pause() pause()',
    '()',
    '1f()',
    'f(,)',
    'f(address,)',
    'f(address,,bool)',
    'f(address bool()',
    'f(address(bool))',
    'f((address)(bool))',
    'f(addres)',
    'f(uint7)',
    'f(bytes33)',
    'f(uint256[)',
    'f(uint256[-1])',
    "f('); drop table x; --')",
    `f(${'('.repeat(180)}`,
    'f(\u0000)',
    'f(\ud800)',
  ])('behavior: no signature: %j', (text) => {
    expect(canonicalSignature(text)).toBeUndefined()
  })
})
