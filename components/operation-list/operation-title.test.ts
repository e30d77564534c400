import { zeroAddress } from 'viem'
import { expect, test } from 'vitest'
import { operationTitle } from './operation-title'

const targets = [zeroAddress]

test('default', () => {
  expect(operationTitle({ targets, selectors: ['0x3659cfe6'] })).toBe('upgradeTo on 0x0000…0000')
})

test('args: labels', () => {
  const labels = { [zeroAddress]: 'Vault' }
  expect(operationTitle({ targets, selectors: ['0x3659cfe6'], calls: 3 }, labels)).toBe(
    'upgradeTo on Vault and 2 more calls',
  )
})

test('args: signature', () => {
  const signature = 'setDelay(uint256)'
  expect(operationTitle({ targets, selectors: ['0xe177246e'], signature })).toBe(
    'setDelay on 0x0000…0000',
  )
  expect(operationTitle({ targets, selectors: ['0xe177246e'], signature: '' })).toBe(
    '0xe177246e on 0x0000…0000',
  )
})

test('behavior: what is not known is not named', () => {
  expect(operationTitle({ targets, selectors: ['0x01020304'], calls: 2 })).toBe(
    '0x01020304 on 0x0000…0000 and 1 more call',
  )
  expect(operationTitle({ targets, selectors: ['0x'] })).toBe('transfer to 0x0000…0000')
  expect(operationTitle({ targets: [], selectors: [] })).toBe('No call is known')
  expect(operationTitle({ targets: [], selectors: [], isEmpty: true })).toBe('Batch without calls')
})
