import { describe, expect, test } from 'vitest'
import { mockFinding } from '@/components/changes/__fixtures__/mock-finding'
import { fileAnchor } from '@/components/changes/line-anchor'
import { evidencePaths } from './evidence-paths'

const key = `0x${'ab'.repeat(32)}` as const
const pathOf = (where: string, subject = 'A') =>
  evidencePaths(mockFinding({ where, what: '', subject }), { key, upgrades: ['A', 'B'] })[0]

test('default', () => {
  const file = fileAnchor('src/Vault.sol')
  expect(pathOf('src/Vault.sol:12')).toBe(`/patches/${key}/changes?whole=${file}#${file}-L12`)
  expect(pathOf('src/Vault.sol:12, before')).toBe(
    `/patches/${key}/changes?whole=${file}#${file}-O12`,
  )
  expect(pathOf('slot 16, bytes 4 to 7')).toBe(`/patches/${key}/changes/storage#slot-10`)
  expect(pathOf('0x8456cb59')).toBe(`/patches/${key}/changes/abi#0x8456cb59`)
})

describe('behavior', () => {
  test('each upgrade has places of its own', () => {
    expect(pathOf('0x8456cb59', 'B')).toBe(`/patches/${key}/changes/abi#u2-0x8456cb59`)
  })

  test('what is no place of the changes, or of the patch as a whole, has no link', () => {
    expect(pathOf('proposer')).toBeUndefined()
    expect(pathOf('0x8456cb59', 'patch')).toBeUndefined()
  })
})
