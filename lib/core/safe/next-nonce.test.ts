import fc from 'fast-check'
import { zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { nextNonce } from './next-nonce'
import { plainTransaction } from './plain-transaction'
import type { TransactionOutcome } from './proposed-transaction'

const safe = { chainId: 1, address: zeroAddress }
const call = { target: zeroAddress, value: 0n, data: '0x' } as const
const executed: TransactionOutcome = {
  status: 'executed',
  success: true,
  transactionHash: zeroHash,
  blockNumber: 1n,
  executedAt: 1n,
}
const at = (nonce: bigint, outcome: TransactionOutcome = { status: 'pending' }) => ({
  transaction: plainTransaction({ safe, call, nonce }),
  outcome,
})

test('default', () => {
  expect(nextNonce({ nonce: 5n }, [])).toBe(5n)
  expect(nextNonce({ nonce: 5n }, [at(5n), at(6n)])).toBe(7n)
})

test('behavior: a gap is left alone', () => {
  expect(nextNonce({ nonce: 5n }, [at(8n)])).toBe(9n)
})

test('behavior: what is over wants no nonce, nor does what is left behind', () => {
  expect(nextNonce({ nonce: 5n }, [at(9n, executed), at(9n, { status: 'replaced' })])).toBe(5n)
  expect(nextNonce({ nonce: 5n }, [at(2n)])).toBe(5n)
})

test('behavior: never used by the chain, never wanted by what waits, in any order', () => {
  const nonces = fc.bigInt({ min: 0n, max: 20n })
  fc.assert(
    fc.property(nonces, fc.array(nonces), (nonce, pending) => {
      const next = nextNonce(
        { nonce },
        pending.map((each) => at(each)),
      )
      expect(next).toBeGreaterThanOrEqual(nonce)
      for (const each of pending) expect(next).toBeGreaterThan(each)
      expect(
        nextNonce(
          { nonce },
          pending.toReversed().map((each) => at(each)),
        ),
      ).toBe(next)
    }),
  )
})
