import fc from 'fast-check'
import { zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { arbitraryAddress, arbitrarySafeTransaction } from './__fixtures__/arbitraries'
import { type ApprovalStep, approvalProblem } from './approval-problem'
import { hashSafeTransaction } from './hash-safe-transaction'
import { approvalCall } from './nested-approval'
import { plainTransaction } from './plain-transaction'
import type { SafeTransaction } from './safe-transaction'

const version = '1.4.1'
const stepOf = (transaction: SafeTransaction): ApprovalStep => ({
  transaction,
  safeTxHash: hashSafeTransaction({ transaction, version }).safeTxHash,
  version,
})

/** A transaction, its approval by a Safe that owns its Safe, and the approval of that. */
const chains = fc
  .record({
    transaction: arbitrarySafeTransaction,
    safes: fc.tuple(arbitraryAddress, arbitraryAddress),
  })
  .map(({ transaction, safes }) => {
    const steps = [stepOf(transaction)]
    for (const address of safes) {
      const above = steps.at(-1) as ApprovalStep
      const call = approvalCall(above.transaction.safe, above.safeTxHash)
      const safe = { ...above.transaction.safe, address }
      steps.push(stepOf(plainTransaction({ safe, call, nonce: 0n })))
    }
    return steps
  })
const [sample = []] = fc.sample(chains, { numRuns: 1, seed: 4 })
const [top, middle, low] = sample as [ApprovalStep, ApprovalStep, ApprovalStep]

test('default: each approves the one before', () => {
  fc.assert(
    fc.property(chains, (steps) => {
      for (const length of [1, 2, 3]) {
        expect(approvalProblem(steps.slice(0, length))).toBeUndefined()
      }
    }),
    { numRuns: 20 },
  )
})

test('behavior: nothing approved is no chain', () => {
  expect(approvalProblem([])).toBe('What it would approve is not known.')
})

test('behavior: fields that are not those behind the hash, at any step', () => {
  for (const index of [0, 1, 2]) {
    const steps = sample.map((step, i) =>
      i === index
        ? { ...step, transaction: { ...step.transaction, value: step.transaction.value + 1n } }
        : step,
    )
    expect(approvalProblem(steps)).toBe(
      `The fields shown for ${sample[index]?.safeTxHash} hash to something else.`,
    )
  }
})

test('behavior: an approval of something else', () => {
  expect(approvalProblem([top, low])).toBe(`${low.safeTxHash} does not approve ${top.safeTxHash}.`)
  const { safe } = top.transaction
  const call = approvalCall(safe, zeroHash)
  const other = stepOf(plainTransaction({ safe: middle.transaction.safe, call, nonce: 0n }))
  expect(approvalProblem([top, other])).toContain('does not approve')
  const elsewhere = stepOf({
    ...middle.transaction,
    safe: { ...middle.transaction.safe, chainId: safe.chainId + 1 },
  })
  expect(approvalProblem([top, elsewhere])).toContain('does not approve')
  expect(approvalProblem([top, middle])).toBeUndefined()
})
