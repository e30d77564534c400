import { zeroAddress, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { nodeIo } from './node-io'
import { readSubject } from './read-subject'

const other = `0x${'1'.repeat(40)}` as const
const read = (what: string, options = {}) => readSubject(what, options, nodeIo())

describe('readSubject', () => {
  test('default', async () => {
    const upgrade = { kind: 'upgrade', proxy: zeroAddress, to: other }
    expect((await read(`${zeroAddress}=${other}`))(5)).toEqual(upgrade)
    const operation = { kind: 'operation', id: zeroHash, timelock: other }
    expect((await read(zeroHash, { timelock: other }))(5)).toEqual(operation)
  })

  test('behavior: addresses may have the chain of the node before them', async () => {
    for (const chain of ['base', '8453', 'eip155:8453']) {
      const upgradeOn = await read(`${chain}:${zeroAddress}=${chain}:${other}`)
      expect(upgradeOn(8_453)).toEqual({ kind: 'upgrade', proxy: zeroAddress, to: other })
      expect(() => upgradeOn(1)).toThrow('This address is of chain 8453, not of chain 1.')
      const operationOn = await read(zeroHash, { timelock: `${chain}:${other}` })
      expect(operationOn(8_453)).toMatchObject({ timelock: other })
      expect(() => operationOn(10)).toThrow('This address is of chain 8453, not of chain 10.')
    }
    const mixed = await read(`${zeroAddress}=eth:${other}`)
    expect(() => mixed(10)).toThrow('This address is of chain 1, not of chain 10.')
  })

  test('error: what is wrong by itself is told before a node is asked', async () => {
    await expect(read(`eht:${zeroAddress}=${other}`)).rejects.toThrow('names no chain')
    await expect(read(zeroHash, { timelock: `eth:0x12` })).rejects.toThrow('40 hex digits')
    await expect(read(zeroHash)).rejects.toThrow('An operation id says nothing of its timelock.')
  })
})
