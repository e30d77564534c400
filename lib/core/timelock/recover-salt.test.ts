import {
  type Address,
  concat,
  encodeFunctionData,
  type Hash,
  type Hex,
  keccak256,
  parseAbi,
  stringToBytes,
  zeroAddress,
} from 'viem'
import { describe, expect, test } from 'vitest'
import { governanceAbi } from '@/lib/core/abi/governance-abi'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import { encodeCancel } from './encode-cancel'
import { encodeExecute } from './encode-execute'
import { encodeSchedule } from './encode-schedule'
import { hashOperation } from './hash-operation'
import type { Operation } from './operation'
import type { OperationContent } from './operation-content'
import { recoverSalt } from './recover-salt'

const timelock: Address = `0x${'11'.repeat(20)}`
const safe: Address = `0x${'22'.repeat(20)}`
const content: OperationContent = {
  kind: 'batch',
  calls: [{ target: zeroAddress, value: 0n, data: '0x01' }],
  predecessor: `0x${'00'.repeat(32)}`,
  salt: `0x${'77'.repeat(32)}`,
}
const operationOf = (content: OperationContent): Operation => ({
  timelock: { chainId: 1, address: timelock },
  id: hashOperation(content),
  kind: 'unknown',
  calls: content.calls,
  predecessor: content.predecessor,
  salt: 'unknown',
  instances: [],
})
const operation = operationOf(content)
const transaction = (target: Address, data: Hex) => ({ target, value: 0n, data })
const schedule = encodeSchedule({ ...content, delay: 1n })

describe('recoverSalt', () => {
  test.each([
    ['schedule', schedule],
    ['execute', encodeExecute(content)],
  ])('default: from a direct %s', (_, data) => {
    expect(recoverSalt(operation, transaction(timelock, data))).toEqual({
      kind: 'batch',
      salt: content.salt,
    })
  })

  test('behavior: through a Safe and a MultiSend, beside other operations', () => {
    const other = { ...content, salt: `0x${'88'.repeat(32)}` as Hash }
    const multiSend = encodeMultiSend(
      [encodeSchedule({ ...other, delay: 1n }), schedule].map((data) => ({
        target: timelock,
        value: 0n,
        data,
        operation: 'call',
      })),
    )
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'execTransaction',
      args: [safe, 0n, multiSend, 1, 0n, 0n, 0n, zeroAddress, zeroAddress, '0x'],
    })
    expect(recoverSalt(operation, transaction(safe, data))?.salt).toBe(content.salt)
    expect(recoverSalt(operationOf(other), transaction(safe, data))?.salt).toBe(other.salt)
  })

  test('behavior: from a Governor, before and since 5.0', () => {
    const governor: Address = `0x${'0f'.repeat(20)}`
    const descriptionHash = keccak256(stringToBytes('Fix it'))
    const since5 =
      `0x${(BigInt(descriptionHash) ^ (BigInt(governor) << 96n)).toString(16).padStart(64, '0')}` as Hash
    const data = encodeFunctionData({
      abi: governanceAbi,
      functionName: 'queue',
      args: [[zeroAddress], [0n], ['0x01'], descriptionHash],
    })
    for (const salt of [descriptionHash, since5]) {
      const operation = operationOf({ ...content, salt })
      expect(recoverSalt(operation, transaction(governor, data))?.salt).toBe(salt)
    }
    expect(recoverSalt(operation, transaction(governor, data))).toBeUndefined()
  })

  test('behavior: through a forwarder that nobody knows, at any byte', () => {
    const abi = parseAbi(['function forward(address to, bytes data, bytes note)'])
    for (const note of ['0x', '0x01d5062a', `0x${'01d5062a8f2a0bb0'.repeat(200)}`] as const) {
      const forwarded = encodeFunctionData({ abi, args: [timelock, schedule, note] })
      expect(recoverSalt(operation, transaction(safe, forwarded))?.salt).toBe(content.salt)
      const packed = concat(['0xdeadbeef', timelock, note, schedule])
      expect(recoverSalt(operation, transaction(safe, packed))?.salt).toBe(content.salt)
    }
  })

  test('behavior: from the arguments of a forwarder that builds the call itself', () => {
    const abi = parseAbi(['function propose(address target, bytes data, bytes32 salt)'])
    const data = encodeFunctionData({ abi, args: [zeroAddress, '0x01', content.salt] })
    expect(recoverSalt(operation, transaction(safe, data))?.salt).toBe(content.salt)
    const other = encodeFunctionData({ abi, args: [zeroAddress, '0x01', operation.id] })
    expect(recoverSalt(operation, transaction(safe, other))).toBeUndefined()
  })

  test('behavior: a call of another operation proves nothing by being there', () => {
    const other = encodeSchedule({ ...content, salt: `0x${'99'.repeat(32)}`, delay: 1n })
    expect(recoverSalt(operation, transaction(timelock, other))).toBeUndefined()
    const elsewhere = { ...content, predecessor: `0x${'99'.repeat(32)}` as Hash }
    const data = concat(['0x01', encodeSchedule({ ...elsewhere, delay: 1n })])
    expect(recoverSalt(operation, transaction(safe, data))).toBeUndefined()
  })

  test('behavior: a megabyte of nothing', () => {
    const data: Hex = `0x${'01d5062a'.repeat(250_000)}`
    expect(recoverSalt(operation, transaction(safe, data))).toBeUndefined()
  })

  test('behavior: a megabyte of calls, and calldata made to be tried for ever', () => {
    const calls = [{ target: zeroAddress, value: 0n, data: `0x${'ab'.repeat(1_000_000)}` as Hex }]
    const large = operationOf({ ...content, calls })
    const zeros = '00'.repeat(128)
    const traps = Array.from(
      { length: 300 },
      (_, i) => `01d5062a${zeros}${i.toString(16).padStart(64, '0')}`,
    )
    const begun = performance.now()
    expect(recoverSalt(large, transaction(safe, `0x${traps.join('')}`))).toBeUndefined()
    expect(performance.now() - begun).toBeLessThan(30_000)
    const shown = encodeSchedule({ ...content, calls, delay: 1n })
    expect(recoverSalt(large, transaction(timelock, shown))?.salt).toBe(content.salt)
  })

  test('behavior: a transaction that does not show it', () => {
    const abi = parseAbi(['function poke()'])
    const data = encodeFunctionData({ abi })
    expect(recoverSalt(operation, transaction(safe, data))).toBeUndefined()
    const cancel = encodeCancel({ id: operation.id })
    expect(recoverSalt(operation, transaction(timelock, cancel))).toBeUndefined()
  })
})
