import { encodeFunctionData, type Hex, pad, zeroAddress, zeroHash } from 'viem'
import { expect, test } from 'vitest'
import { chainlinkRbacAbi } from '@/lib/core/timelock/chainlink-rbac/chainlink-rbac-abi'
import { foldInvisible } from '@/lib/core/timelock/kind/fold-invisible'
import { decodeBatchCall } from './decode-batch-call'
import { hashCallBatch } from './hash-call-batch'

const abi = chainlinkRbacAbi
const salt = pad('0x5a')
const call = { target: zeroAddress, value: 0n, data: '0x' } as const
const schedule = (calls: readonly (typeof call)[]) =>
  encodeFunctionData({
    abi,
    functionName: 'scheduleBatch',
    args: [calls, zeroHash, salt, 60n],
  })

test('default: the id is the hash of its very content', () => {
  const id = hashCallBatch({ calls: [call], predecessor: zeroHash, salt })
  expect(decodeBatchCall(schedule([call]))).toMatchObject({ kind: 'schedule', id, delay: 60n })
  const execute = encodeFunctionData({
    abi,
    functionName: 'executeBatch',
    args: [[call], zeroHash, salt],
  })
  expect(decodeBatchCall(execute)).toMatchObject({ kind: 'execute', id })
  const cancel = encodeFunctionData({ abi, functionName: 'cancel', args: [id] })
  expect(decodeBatchCall(cancel)).toEqual({ kind: 'cancel', id })
})

test('behavior: anything else is none', () => {
  expect(decodeBatchCall('0x12345678')).toBeUndefined()
  expect(decodeBatchCall(schedule([call]).slice(0, -2) as Hex)).toBeUndefined()
})

test('behavior: bytes that follow are ignored, as the contract ignores them', () => {
  expect(decodeBatchCall(`${schedule([])}c0ffee`)).toEqual(decodeBatchCall(schedule([])))
})

test('behavior: a batch without calls is found by its call, one with calls by its events', () => {
  const subject = {
    timelock: { chainId: 1, address: zeroAddress },
    kind: 'chainlink-rbac',
  } as const
  const steps = [schedule([]), schedule([call])].map((data, logIndex) => {
    const position = {
      blockNumber: 1n,
      blockHash: zeroHash,
      blockTimestamp: 100n,
      transactionHash: zeroHash,
      logIndex,
    }
    const read = decodeBatchCall(data)
    if (!read) throw new Error('It is not read.')
    return { call: read, position }
  })
  const found = foldInvisible({ subject, steps })
  const id = hashCallBatch({ calls: [], predecessor: zeroHash, salt })
  expect(found).toMatchObject([{ id, salt, origin: 'calls', instances: [{ eta: 160n }] }])
  expect(foldInvisible({ subject, steps, known: found })).toEqual([])
})
