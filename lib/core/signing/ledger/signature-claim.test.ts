import { concat, type Hash, type Hex, pad, toHex } from 'viem'
import { privateKeyToAccount, sign } from 'viem/accounts'
import { expect, test } from 'vitest'
import { addressOf } from '@/lib/core/patch/__fixtures__/draft'
import { approvedHashSignature } from '@/lib/core/safe/approved-hash-signature'
import type { SafeSignature } from '@/lib/core/safe/signature'
import { distinctClaims, readClaim, reclaim } from './signature-claim'

const safeTxHash: Hash = `0x${'5a'.repeat(32)}`
const keys = [11, 22].map((byte) => pad(toHex(byte), { size: 32 }))
const [owner, other] = keys.map((key) => privateKeyToAccount(key).address) as [Hex, Hex]
const signed = (index: number) => sign({ hash: safeTxHash, privateKey: keys[index]!, to: 'hex' })
const confirmationOf = (signature: SafeSignature) => ({ owner, signature, submittedAt: 0n })

test('default: a signature is recovered here, whoever it is said to be of', async () => {
  const bytes = await signed(0)
  const signature = { kind: 'eip712', signer: owner, data: bytes }
  expect(await readClaim({ owner, bytes, safeTxHash })).toEqual({ owner, signature })
  expect(await readClaim({ owner: other, bytes, safeTxHash })).toEqual({ owner: other, signature })
})

test('error: two in the place of one, none, and what is no signature', async () => {
  const two = concat([await signed(0), await signed(1)])
  expect(await readClaim({ owner, bytes: two, safeTxHash })).toEqual({
    owner,
    problem: 'It is not exactly one signature.',
  })
  for (const bytes of ['0x', '0x1234'] as const) {
    expect(await readClaim({ owner, bytes, safeTxHash })).toEqual({
      owner,
      problem: 'The signature is too short.',
    })
  }
})

test('error: what is no fault of the signature is not told as one', async () => {
  const bytes = { toString: undefined } as unknown as Hex
  await expect(readClaim({ owner, bytes, safeTxHash: 1 as unknown as Hash })).rejects.toThrow()
})

test('behavior: what a page shows is recovered again; a contract’s signature is the chain’s to prove', async () => {
  const data = await signed(0)
  const lying = { kind: 'eip712', signer: other, data } as const
  expect(await reclaim(confirmationOf(lying), safeTxHash)).toEqual({
    owner,
    signature: { ...lying, signer: owner },
  })
  const contract = { kind: 'contract', signer: addressOf('vault'), data: '0x12' } as const
  expect(await reclaim(confirmationOf(contract), safeTxHash)).toEqual({
    owner,
    signature: contract,
  })
  const approval = approvedHashSignature(owner)
  expect(await reclaim(confirmationOf(approval), safeTxHash)).toEqual({
    owner,
    signature: approval,
  })
})

test('behavior: each claim once, and none for another', () => {
  const approval = { owner, signature: approvedHashSignature(owner) }
  const problem = { owner, problem: 'It is cut.' }
  const claims = [
    approval,
    problem,
    { owner: other, signature: approval.signature },
    { owner: other, problem: 'It is cut.' },
    { owner, problem: 'It is long.' },
    { owner, signature: { ...approval.signature, kind: 'contract' } as const },
    { owner, signature: { ...approval.signature, signer: other } },
    { owner, signature: { kind: 'contract', signer: owner, data: '0x12' } as const },
  ]
  expect(distinctClaims([...claims, { ...approval }, { ...problem }])).toEqual(claims)
  expect(distinctClaims([])).toEqual([])
})
