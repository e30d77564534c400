import { keccak256, stringToBytes } from 'viem'
import { describe, expect, test } from 'vitest'
import { headAt, queued } from '@/lib/core/watch/__fixtures__/queued'
import { operationRowOf } from './operation-row'

const block = { ...headAt(50n), hash: keccak256(stringToBytes('50')) }
const said = (standing: 'waiting' | 'executed', more: { incident?: string } = {}) => ({
  known: true as const,
  value: { standing, block, ...more },
})

describe('mismatch', () => {
  const mismatchOf = (parameters: Parameters<typeof operationRowOf>[0]) =>
    operationRowOf(parameters).mismatch

  test('default: none where contract and events agree', () => {
    expect(mismatchOf({ operation: queued(), told: said('waiting') })).toBeUndefined()
    expect(mismatchOf({ operation: queued() })).toBeUndefined()
  })

  test('behavior: an id that is not the hash of the calls is told once, asked or not', () => {
    const operation = queued({ mismatch: true })
    const forged = /^Its id is not the hash of what its events tell: [^.]+\.$/
    expect(mismatchOf({ operation })).toMatch(forged)
    expect(mismatchOf({ operation, told: said('waiting') })).toMatch(forged)
  })

  test('behavior: that the contract tells another state is never left out', () => {
    const operation = queued({ mismatch: true })
    const told = said('executed', { incident: 'It holds another hash.' })
    const mismatch = mismatchOf({ operation, told })
    expect(mismatch).toContain('the contract says that it was executed')
    expect(mismatch).toContain('Its id is not the hash')
  })
})
