import {
  type Address,
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
      ...operation,
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

  test('behavior: a call to another timelock proves nothing by being there', () => {
    expect(recoverSalt(operation, transaction(safe, schedule))).toBeUndefined()
  })

  test('behavior: a transaction that does not show it', () => {
    const abi = parseAbi(['function poke()'])
    const data = encodeFunctionData({ abi })
    expect(recoverSalt(operation, transaction(safe, data))).toBeUndefined()
    const cancel = encodeCancel({ id: operation.id })
    expect(recoverSalt(operation, transaction(timelock, cancel))).toBeUndefined()
  })
})
