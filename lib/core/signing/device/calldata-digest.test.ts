import { describe, expect, test } from 'vitest'
import { calldataDigest } from './calldata-digest'

describe('calldataDigest', () => {
  test('default: the vector of the standard', () => {
    const transfer =
      '0xa9059cbb0000000000000000000000004675c7e5baafbffbca748158becba61ef3b0a2630000000000000000000000000000000000000000000000000de0b6b3a7640000'
    expect(calldataDigest(transfer)).toBe(
      '0x812cee5d9cc7461c04bbcd7b70af9c28b243ac5d74d3453b008b93b7dac69985',
    )
  })

  test('args: no calldata is keccak256 of 32 zero bytes', () => {
    expect(calldataDigest('0x')).toBe(
      '0x290decd9548b62a8d60345a988386fc84ba6bc95484008f6362f93160ef3e563',
    )
  })

  test('behavior: the length tells apart what shares a beginning', () => {
    expect(calldataDigest('0x00')).not.toBe(calldataDigest('0x0000'))
  })
})
