import { toHex } from 'viem'
import { describe, expect, test } from 'vitest'
import { describeCell } from '@/lib/core/storage-layout/storage-cells'
import { parseEvidencePlace } from './evidence-place'
import { evidenceAt } from './model-evidence'
import { describePlace } from './storage/storage-places'

test('default', () => {
  expect(parseEvidencePlace('src/Vault.sol:120')).toEqual({
    kind: 'line',
    version: 'after',
    path: 'src/Vault.sol',
    line: 120,
  })
  expect(parseEvidencePlace('slot 5, bytes 4 to 11')).toEqual({
    kind: 'storage',
    start: 164n,
    bytes: 8n,
  })
  expect(parseEvidencePlace('0x8456cb59')).toEqual({ kind: 'selector', selector: '0x8456cb59' })
})

describe('behavior', () => {
  test('what checks write is read back', () => {
    const place = { path: 'src/a b:1/Vault.sol', line: 7 }
    for (const version of ['before', 'after'] as const) {
      expect(parseEvidencePlace(evidenceAt(place, 'x', version).where)).toEqual({
        kind: 'line',
        version,
        ...place,
      })
    }
    const cells = [
      [0n, 1n],
      [31n, 1n],
      [164n, 8n],
      [224n, 1_376n],
    ] as const
    for (const [start, bytes] of cells) {
      const place = parseEvidencePlace(describeCell({ start, bytes }))
      expect(place).toEqual({ kind: 'storage', start, bytes })
    }
    expect(parseEvidencePlace(describeCell({ start: 64n, bytes: 32n }))).toEqual({
      kind: 'storage',
      start: 64n,
      bytes: undefined,
    })
    const slot = BigInt(`0x${'ab'.repeat(32)}`)
    expect(
      parseEvidencePlace(describePlace({ start: slot * 32n, bytes: 32n, type: 'uint256' })),
    ).toEqual({ kind: 'storage', start: slot * 32n, bytes: undefined })
    expect(toHex(slot)).toHaveLength(66)
  })

  test('of a value that moved the place is where it is now; whose storage it is may stand in front', () => {
    const there = { kind: 'storage', start: 192n, bytes: undefined }
    expect(parseEvidencePlace('slot 5 → 6')).toEqual(there)
    expect(parseEvidencePlace(`0x${'aB'.repeat(20)} slot 6`)).toEqual(there)
  })

  test('what is no place of the changes is none', () => {
    const others = ['calls', `0x${'ab'.repeat(20)}`, '1.2', 'byte 12', 'proposer', '', '0x8456cb5…']
    for (const where of others) expect(parseEvidencePlace(where)).toBeUndefined()
  })
})
