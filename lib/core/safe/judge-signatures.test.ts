import { type Address, concat, type Hash, type Hex, numberToHex, pad, slice } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { expect, test } from 'vitest'
import { approvedHashSignature } from './approved-hash-signature'
import { encodeSignatures } from './encode-signatures'
import { judgeSignatures } from './judge-signatures'

const safeTxHash: Hash = `0x${'5a'.repeat(32)}`
const keys = [11, 22, 33].map((byte) => pad(numberToHex(byte), { size: 32 }))
const accounts = keys.map((key) => privateKeyToAccount(key))
const [alice, bob, stranger] = accounts.map(({ address }) => address) as [Address, Address, Address]
const [byAlice, byBob, byStranger] = (await Promise.all(
  keys.map((privateKey) => sign({ hash: safeTxHash, privateKey, to: 'hex' })),
)) as [Hex, Hex, Hex]
const text = await accounts[0]!.signMessage({ message: { raw: safeTxHash } })
const ethSign = concat([slice(text, 0, 64), numberToHex(Number(slice(text, 64)) + 4)])
const contract = encodeSignatures([{ kind: 'contract', signer: alice, data: '0x12' }])

const judge = (...signatures: Hex[]) =>
  judgeSignatures({ signatures, safeTxHash, owners: [alice, bob] })
const refused = (bytes: Hex, signer: Address | undefined, reason: string) => ({
  verdict: 'refused',
  bytes,
  signer,
  reason,
})

test('default: recovered to an owner, it counts', async () => {
  expect(await judge(byBob, ethSign)).toEqual([
    { verdict: 'counts', signature: { kind: 'eip712', signer: bob, data: byBob } },
    { verdict: 'counts', signature: { kind: 'eth-sign', signer: alice, data: ethSign } },
  ])
  expect(await judge()).toEqual([])
})

test('behavior: what only the chain can confirm is a claim', async () => {
  const approved = approvedHashSignature(bob)
  expect(await judge(contract, approved.data)).toEqual([
    { verdict: 'claimed', signature: { kind: 'contract', signer: alice, data: '0x12' } },
    { verdict: 'claimed', signature: approved },
  ])
})

test('error: two signatures handed over as one', async () => {
  const both = concat([byAlice, byBob])
  expect(await judge(both, byBob)).toEqual([
    refused(both, undefined, 'not exactly one signature'),
    { verdict: 'counts', signature: { kind: 'eip712', signer: bob, data: byBob } },
  ])
})

test('error: a second one of an owner, in whatever way', async () => {
  const second = 'a second signature of this owner'
  for (const again of [byAlice, ethSign, contract, approvedHashSignature(alice).data]) {
    const [first, other, last] = await judge(byAlice, byBob, again)
    expect([first?.verdict, other?.verdict]).toEqual(['counts', 'counts'])
    expect(last).toEqual(refused(again, alice, second))
  }
})

test('error: no owner, twice: each for itself', async () => {
  const reason = 'no owner of the Safe, or signed for another transaction'
  expect(await judge(byStranger, byStranger, byAlice)).toMatchObject([
    refused(byStranger, stranger, reason),
    refused(byStranger, stranger, reason),
    { verdict: 'counts' },
  ])
})

test('error: no signature', async () => {
  expect(await judge('0x1234')).toEqual([
    refused('0x1234', undefined, 'The signature is too short.'),
  ])
})

test('error: a fault that is not the signature’s is not blamed on it', async () => {
  const broken = judgeSignatures({ signatures: [byAlice], safeTxHash, owners: ['0x12'] })
  await expect(broken).rejects.toThrow('Address "0x12" is invalid')
})
