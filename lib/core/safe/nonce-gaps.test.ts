import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nonceGaps } from './nonce-gaps'
import type { ProposedTransaction } from './proposed-transaction'

const at = (nonce: bigint, status: 'pending' | 'replaced' = 'pending') =>
  ({ transaction: { nonce }, outcome: { status } }) as unknown as ProposedTransaction

test('default: what nobody has proposed before what waits', () => {
  expect(nonceGaps(7n, [at(7n), at(9n), at(9n), at(13n)])).toEqual([
    { first: 8n, last: 8n },
    { first: 10n, last: 12n },
  ])
  expect(nonceGaps(7n, [at(7n), at(8n)])).toEqual([])
  expect(nonceGaps(7n, [])).toEqual([])
})

test('behavior: what is over neither fills a gap nor makes one', () => {
  expect(nonceGaps(7n, [at(5n, 'replaced'), at(7n, 'replaced'), at(8n)])).toEqual([
    { first: 7n, last: 7n },
  ])
  expect(nonceGaps(7n, [at(9n, 'replaced')])).toEqual([])
})

test('behavior: what waits behind the nonce of the Safe is of no use, and makes no gap', () => {
  expect(nonceGaps(7n, [at(3n), at(5n), at(9n)])).toEqual([{ first: 7n, last: 8n }])
})

test('behavior: each nonce up to the last that waits is taken or in exactly one gap', () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 30n })),
      fc.bigInt({ min: 0n, max: 30n }),
      (nonces, next) => {
        const gaps = nonceGaps(
          next,
          nonces.map((nonce) => at(nonce)),
        )
        const end = [next - 1n, ...nonces].sort((a, b) => (a < b ? -1 : 1)).at(-1) ?? next
        for (let nonce = next; nonce <= end; nonce++) {
          const inside = gaps.filter(({ first, last }) => first <= nonce && nonce <= last)
          expect(inside.length).toBe(nonces.includes(nonce) ? 0 : 1)
        }
      },
    ),
  )
})
