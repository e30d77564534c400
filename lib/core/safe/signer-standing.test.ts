import { type Address, zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { plainTransaction } from './plain-transaction'
import type { ProposedTransaction } from './proposed-transaction'
import { signerStanding } from './signer-standing'

const mira: Address = '0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed'
const jonas: Address = '0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359'
const transaction: ProposedTransaction = {
  transaction: plainTransaction({
    safe: { chainId: 1, address: zeroAddress },
    call: { target: zeroAddress, value: 0n, data: '0x' },
    nonce: 1n,
  }),
  safeTxHash: zeroHash,
  proposer: undefined,
  submittedAt: 1n,
  origin: '',
  confirmations: [
    { owner: jonas, signature: { kind: 'eip712', signer: jonas, data: '0x' }, submittedAt: 1n },
  ],
  outcome: { status: 'pending' },
}
const replaced: ProposedTransaction = { ...transaction, outcome: { status: 'replaced' } }
const safe = { owners: [mira, jonas] }
const lower = (address: Address) => address.toLowerCase() as Address

test.each([
  ['may-sign', transaction, mira],
  ['may-sign', transaction, lower(mira)],
  ['has-signed', transaction, jonas],
  ['has-signed', transaction, lower(jonas)],
  ['not-an-owner', transaction, zeroAddress],
  ['no-wallet', transaction, undefined],
  ['over', replaced, mira],
  ['over', replaced, undefined],
] as const)('default: %s', (standing, transaction, account) => {
  expect(signerStanding({ transaction, safe, account })).toBe(standing)
})

test('behavior: who signed and owns it no more is not an owner', () => {
  expect(signerStanding({ transaction, safe: { owners: [mira] }, account: jonas })).toBe(
    'not-an-owner',
  )
})
