import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { type Address, zeroAddress } from 'viem'
import { privateKeyToAccount } from 'viem/accounts'
import { beforeAll, expect, test } from 'vitest'
import { arbitraryMutation, mutateJson } from '@/lib/core/safe/__fixtures__/mutate-json'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import type { ConfirmationRecord, TransactionRecord } from '@/lib/core/safe/transaction-record'
import { parseProposedTransaction } from './parse-proposed-transaction'
import { toWireTransaction } from './to-wire-transaction'

const accounts = [1, 2, 3].map((key) =>
  privateKeyToAccount(`0x${key.toString(16).padStart(64, '0')}`),
)
const addresses = accounts.map(({ address }) => address)
const safe: Address = '0x41675C099F32341bf84BFc5382aF534df5C7461a'
const state: SafeState = {
  safe: { chainId: 31337, address: safe },
  version: '1.4.1',
  singleton: zeroAddress,
  owners: addresses.slice(0, 2),
  threshold: 2,
  nonce: 4n,
  modules: [],
  guard: zeroAddress,
  fallbackHandler: zeroAddress,
}
const transaction = {
  safe: state.safe,
  target: zeroAddress,
  value: 1n,
  data: '0x1234',
  operation: 'call',
  safeTxGas: 0n,
  baseGas: 0n,
  gasPrice: 0n,
  gasToken: zeroAddress,
  refundReceiver: zeroAddress,
  nonce: 4n,
} as const
const { safeTxHash } = hashSafeTransaction({ transaction, version: state.version })

let confirmations: ConfirmationRecord[]
beforeAll(async () => {
  const typedData = safeTypedData({ transaction, version: state.version })
  confirmations = await Promise.all(
    accounts.map(async (account) => {
      const signatures = await account.signTypedData(typedData as never)
      const [signature] = await parseSignatures({ signatures, safeTxHash })
      const submittedAt = new Date('2026-11-20T10:00:00Z')
      return {
        owner: account.address,
        signature: signature!,
        submittedAt,
        transactionHash: undefined,
      }
    }),
  )
})

function answerOf(overrides: Partial<TransactionRecord> = {}) {
  const record: TransactionRecord = {
    transaction,
    safeTxHash,
    origin: '',
    proposer: addresses[0],
    proposedByDelegate: undefined,
    trusted: true,
    submittedAt: new Date('2026-11-20T10:00:00Z'),
    modified: new Date('2026-11-20T10:00:00Z'),
    confirmations: confirmations.slice(0, 2),
    execution: undefined,
    ...overrides,
  }
  return toWireTransaction(record, { confirmationsRequired: 2, dataDecoded: null })
}

test('default: what was written is read', async () => {
  const { transaction: read, rejected } = await parseProposedTransaction(answerOf(), state)
  expect(rejected).toEqual([])
  expect(read).toEqual({
    transaction,
    safeTxHash,
    proposer: addresses[0],
    submittedAt: 1_795_168_800n,
    origin: '',
    confirmations: confirmations.slice(0, 2).map(({ owner, signature }) => ({
      owner,
      signature,
      submittedAt: 1_795_168_800n,
    })),
    outcome: { status: 'pending' },
  })
})

test('behavior: a nonce that is used up', async () => {
  const later = { ...state, nonce: 5n }
  const { transaction: read } = await parseProposedTransaction(answerOf(), later)
  expect(read?.outcome).toEqual({ status: 'replaced' })
})

const execution = {
  success: true,
  payment: 0n,
  executor: zeroAddress,
  gasUsed: 1n,
  effectiveGasPrice: 1n,
  signatures: undefined,
  blockNumber: 9n,
  blockHash: safeTxHash,
  blockTimestamp: 1_795_168_900n,
  transactionHash: safeTxHash,
  logIndex: 0,
}

test('behavior: executed, where the Safe agrees', async () => {
  const answer = answerOf({ execution })
  const { transaction: read } = await parseProposedTransaction(answer, { ...state, nonce: 5n })
  expect(read?.outcome).toEqual({
    status: 'executed',
    success: true,
    transactionHash: safeTxHash,
    blockNumber: 9n,
    executedAt: 1_795_168_900n,
  })
  const lie = await parseProposedTransaction(answer, state)
  expect(lie.transaction).toBeUndefined()
  expect(lie.rejected[0]?.reason).toBe('is said to be executed, but the Safe is at nonce 4')
})

const lies: [what: string, answer: () => unknown, reason: string][] = [
  ['another target', () => ({ ...answerOf(), to: safe }), 'has fields that hash to'],
  ['another operation', () => ({ ...answerOf(), operation: 1 }), 'has fields that hash to'],
  [
    'another hash',
    () => ({ ...answerOf(), safeTxHash: `0x${'00'.repeat(32)}` }),
    'has fields that',
  ],
  ['another Safe', () => ({ ...answerOf(), safe: zeroAddress }), 'is of the Safe'],
  ['no nonce', () => ({ ...answerOf(), nonce: null }), 'is malformed at nonce'],
  ['a number that is not exact', () => ({ ...answerOf(), value: 1e60 }), 'is malformed at value'],
  ['an unknown operation', () => ({ ...answerOf(), operation: 2 }), 'is malformed at operation'],
  ['nothing', () => null, 'is malformed'],
]
test.each(lies)('error: %s', async (_, answer, reason) => {
  const { transaction: read, rejected } = await parseProposedTransaction(answer(), state)
  expect(read).toBeUndefined()
  expect(rejected).toMatchObject([{ owner: undefined }])
  expect(rejected[0]?.reason).toContain(reason)
})

type Wire = ReturnType<typeof answerOf>
const badConfirmations: [what: string, change: (wire: Wire) => unknown[], reason: string][] = [
  [
    'a signature under another name',
    ({ confirmations: [first, second] }) => [first, { ...first!, owner: second!.owner }],
    `has a signature of`,
  ],
  ['counted twice', ({ confirmations: [first] }) => [first, first], 'is counted twice'],
  [
    'no signature',
    ({ confirmations: [first, second] }) => [first, { ...second!, signature: null }],
    'has no valid signature',
  ],
  [
    'two in one',
    ({ confirmations: [first, second] }) => [
      first,
      { ...second!, signature: `${second!.signature}${first!.signature.slice(2)}` },
    ],
    'has not exactly one signature',
  ],
  ['malformed', ({ confirmations: [first] }) => [first, { owner: 'me' }], 'is a malformed'],
]
test.each(badConfirmations)('error: a confirmation: %s', async (_, change, reason) => {
  const answer = answerOf()
  const lie = { ...answer, confirmations: change(answer) }
  const { transaction: read, rejected } = await parseProposedTransaction(lie, state)
  // The good one stays.
  expect(read?.confirmations.map(({ owner }) => owner)).toEqual([addresses[0]])
  expect(rejected).toHaveLength(1)
  expect(rejected[0]?.reason).toContain(reason)
})

test('error: a confirmation: by no owner', async () => {
  const answer = answerOf({ confirmations })
  const { transaction: read, rejected } = await parseProposedTransaction(answer, state)
  expect(read?.confirmations).toHaveLength(2)
  expect(rejected).toEqual([{ safeTxHash, owner: addresses[2], reason: 'is no owner of the Safe' }])
})

test('behavior: of 10,000 changed answers none is taken with another transaction or signature', async () => {
  const [first, second, stranger] = confirmations
  const text = JSON.stringify(answerOf({ confirmations: [first!] }))
  const { confirmations: known } = JSON.parse(text) as { confirmations: unknown[] }
  // Of another transaction, with a signature of somebody who is no owner, and one that another owner made of this one.
  const foreign = { ...transaction, value: 9n, nonce: 5n }
  const other = JSON.stringify(
    answerOf({
      transaction: foreign,
      safeTxHash: hashSafeTransaction({ transaction: foreign, version: state.version }).safeTxHash,
      confirmations: [stranger!, second!],
    }),
  )
  const signatures = new Set(confirmations.slice(0, 2).map((each) => each.signature.data))
  let taken = 0
  await fc.assert(
    fc.asyncProperty(arbitraryMutation, async (mutation) => {
      const answer = parseJson(mutateJson(text, other, mutation))
      if (answer === undefined) return
      const { transaction: read } = await parseProposedTransaction(
        withoutKnown(answer, known),
        state,
      )
      if (!read) return
      expect(read.transaction).toEqual(transaction)
      expect(read.safeTxHash).toBe(safeTxHash)
      for (const { owner, signature } of read.confirmations) {
        expect(state.owners).toContain(owner)
        expect(signature.signer).toBe(owner)
        // The other kinds are claims, which only the chain can confirm.
        const isRecovered = signature.kind === 'eip712' || signature.kind === 'eth-sign'
        if (isRecovered) expect(signatures).toContain(signature.data)
      }
      taken += 1
    }),
    { numRuns: 10_000 },
  )
  expect(taken).toBeGreaterThan(20)
}, 240_000)

/**
 * The answer without the confirmations that are, to the byte and in their places, those that the tests above have read: to
 * recover a signature takes a hundred times as long as all the rest.
 */
function withoutKnown(answer: unknown, known: readonly unknown[]): unknown {
  if (typeof answer !== 'object' || answer === null || !('confirmations' in answer)) return answer
  const { confirmations } = answer
  if (!Array.isArray(confirmations)) return answer
  const isNew = (each: unknown, index: number) => !isDeepStrictEqual(each, known[index])
  return { ...answer, confirmations: confirmations.filter(isNew) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    // A service whose answer does not parse has answered nothing.
    return undefined
  }
}
