import fc from 'fast-check'
import { expect, test } from 'vitest'
import { patchOf, payment } from '@/lib/core/patch/__fixtures__/proposals'
import { arbitraryHash } from '@/lib/core/safe/__fixtures__/arbitraries'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { patchOperation } from './patch-operation'

const patch = patchOf('vault')
const [call = payment] = patch.calls

test('default: one call is a single, its digest the salt', () => {
  const { id, ...content } = patchOperation(patch)
  expect(content).toEqual({
    kind: 'single',
    calls: patch.calls,
    predecessor: patch.predecessor,
    salt: patch.digest,
  })
  expect(id).toBe(hashOperation(content))
})

test('behavior: several calls are a batch, and so are none', () => {
  expect(patchOperation({ ...patch, calls: [call, payment] }).kind).toBe('batch')
  expect(patchOperation({ ...patch, calls: [] }).kind).toBe('batch')
})

test('behavior: order, predecessor and digest make another id', () => {
  const both = { ...patch, calls: [call, payment] }
  const { id } = patchOperation(both)
  expect(patchOperation({ ...both, calls: [payment, call] }).id).not.toBe(id)
  fc.assert(
    fc.property(arbitraryHash, (hash) => {
      expect(patchOperation({ ...both, predecessor: hash }).id === id).toBe(
        hash === patch.predecessor,
      )
      expect(patchOperation({ ...both, digest: hash }).id === id).toBe(hash === patch.digest)
    }),
    { numRuns: 30 },
  )
})

test('behavior: any change of the dossier makes another id', () => {
  const { id } = patchOperation(patch)
  for (const change of [{ description: ' ' }, { severity: 'low' }, { createdAt: 1n }] as const) {
    expect(patchOperation(patchOf('vault', change)).id).not.toBe(id)
  }
  expect(patchOperation(patchOf('vault')).id).toBe(id)
})
