import { type Address, zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { describeEvent } from './describe-event'

const timelock = { chainId: 1, address: '0xAe03000000000000000000000000000000000001' } as const

const granted = (account: Address) =>
  describeEvent({
    id: zeroHash,
    chainId: 1,
    timelock,
    subject: 'eip155:1:0xAe03',
    sequence: 1,
    kind: 'role-changed',
    cause: zeroHash,
    detail: { of: 'role', role: 'executor', account, granted: true },
    at: 1n,
    blockNumber: 1n,
    blockHash: zeroHash,
  } as Parameters<typeof describeEvent>[0])

test('behavior: a role of the zero address is given to anyone, any other to its holder', () => {
  expect(granted(zeroAddress).title).toContain('executor given to anyone')
  expect(granted(timelock.address).title).toContain('executor given to 0xaE03…0001')
})
