import { encodeAbiParameters, type Hex, pad, parseAbiParameters, toEventSelector } from 'viem'
import { expect, test } from 'vitest'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { openzeppelinTimelock } from './openzeppelin-timelock'

const address = '0x0000000000000000000000000000000000000001'
const timelock = { chainId: 1, address } as const
const detection = { kind: 'openzeppelin', generation: '≥ 5.0', minDelay: 0n, badges: [] } as const
const salt = pad('0x07', { size: 32 })
const none = pad('0x', { size: 32 })
const calls = [{ target: address, value: 0n, data: '0x12345678' }] as const
const id = hashOperation({ kind: 'single', calls, predecessor: none, salt })

function log(block: number, signature: string, topics: readonly Hex[], data: Hex = '0x'): RawLog {
  const hash = pad(`0x${block.toString(16)}`, { size: 32 })
  return {
    topics: [toEventSelector(signature), ...topics],
    data,
    position: {
      blockNumber: BigInt(block),
      blockHash: hash,
      blockTimestamp: 12n * BigInt(block),
      transactionHash: hash,
      logIndex: block,
    },
  }
}

const words = parseAbiParameters('address, uint256, bytes, bytes32, uint256')
const scheduled = (block: number) =>
  log(
    block,
    'CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)',
    [id, none],
    encodeAbiParameters(words, [address, 0n, '0x12345678', none, 60n]),
  )
const salted = (block: number) => log(block, 'CallSalt(bytes32,bytes32)', [id], salt)
const cancelled = (block: number) => log(block, 'Cancelled(bytes32)', [id])
const executed = (block: number) =>
  log(
    block,
    'CallExecuted(bytes32,uint256,address,uint256,bytes)',
    [id, none],
    encodeAbiParameters(parseAbiParameters('address, uint256, bytes'), [address, 0n, '0x12345678']),
  )

const fold = (logs: readonly RawLog[]) =>
  openzeppelinTimelock.fold({ timelock, id, logs, detection })

function follow(earlier: readonly RawLog[], logs: readonly RawLog[]) {
  const operation = fold(earlier)
  return operation && openzeppelinTimelock.follow?.({ operation, logs })
}

const begun = [scheduled(1), salted(2)]

test.each([
  ['executed', [executed(3)]],
  ['executed in two events', [executed(3), executed(4)]],
  ['cancelled', [cancelled(3)]],
  ['cancelled, and executed nevertheless', [cancelled(3), executed(4)]],
  ['executed, and cancelled nevertheless', [executed(3), cancelled(4)]],
])('default: %s, as all its events tell', (_, logs) => {
  const followed = follow(begun, logs)
  expect(followed).toBeDefined()
  expect(followed).toEqual(fold([...begun, ...logs]))
  expect(followed?.salt).toBe(salt)
})

test.each([
  ['scheduled again', [cancelled(3), scheduled(4)]],
  ['its salt is told', [salted(3)]],
  ['an event of something else', [log(3, 'MinDelayChange(uint256,uint256)', [])]],
])('behavior: all events have to be folded: %s', (_, logs) => {
  expect(follow([scheduled(1)], logs)).toBeUndefined()
})
