import { encodeAbiParameters, encodeEventTopics, type Hex, numberToHex, zeroHash } from 'viem'
import { describe, expect, test } from 'vitest'
import { rawLogFor } from '@/lib/actions/timelock/raw-log-for'
import { cutLogs } from '@/lib/adapters/rpc/cut-logs'
import type { NodeLog } from '@/lib/adapters/rpc/node-log'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { keccakBytes } from '@/lib/core/chain/keccak-bytes'
import { encodeOperation } from '@/lib/core/timelock/hash-operation'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

const address = numberToHex(9, { size: 20 })
const call = { target: address, value: 5n, data: '0x12345678' } as const
const content = { kind: 'single', calls: [call], predecessor: zeroHash, salt: zeroHash } as const
const id = keccakBytes(encodeOperation(content))

const uint = (value: bigint) => numberToHex(value, { size: 32 })
const topicsOf = (eventName: 'CallScheduled' | 'CallExecuted', index: bigint) =>
  encodeEventTopics({ abi: timelockAbi, eventName, args: { id, index } }) as Hex[]
const calldata = encodeAbiParameters(
  [{ type: 'address' }, { type: 'uint256' }, { type: 'bytes' }],
  [call.target, call.value, call.data],
)

const events: { topics: Hex[]; data: Hex }[] = [
  {
    topics: encodeEventTopics({
      abi: timelockAbi,
      eventName: 'RoleGranted',
      args: { role: zeroHash, account: address, sender: address },
    }) as Hex[],
    data: '0x',
  },
  {
    topics: encodeEventTopics({ abi: timelockAbi, eventName: 'MinDelayChange' }) as Hex[],
    data: `${uint(0n)}${uint(60n).slice(2)}` as Hex,
  },
  {
    topics: topicsOf('CallScheduled', 0n),
    data: encodeAbiParameters(
      [
        { type: 'address' },
        { type: 'uint256' },
        { type: 'bytes' },
        { type: 'bytes32' },
        { type: 'uint256' },
      ],
      [call.target, call.value, call.data, zeroHash, 60n],
    ),
  },
  { topics: topicsOf('CallExecuted', 0n), data: calldata },
]

const found = (cutLogs(
  Buffer.from(
    JSON.stringify(
      events.map((event, at) => ({
        address,
        ...event,
        blockHash: uint(3n),
        blockNumber: '0x3',
        blockTimestamp: '0x64',
        transactionHash: uint(4n),
        logIndex: numberToHex(at),
      })),
    ),
  ),
) ?? []) as readonly NodeLog[]

const asTexts = found.map(({ topics, data, position }) => ({ topics, data, position }))

describe('rawLogFor', () => {
  test.each(Object.values(timelockAdapters))(
    'default: $kind is given what it can read',
    (adapter) => {
      const given = found.map((log) => rawLogFor(adapter, log))
      expect(given.map(({ topics, data, position }) => ({ topics, data, position }))).toEqual(
        asTexts,
      )
      // Who does not know of digits may copy an event by its members.
      if (!adapter.readsDigits) expect(given.map((log) => ({ ...log }))).toEqual(asTexts)
    },
  )

  test.each(Object.values(timelockAdapters).filter(({ readsDigits }) => readsDigits))(
    'behavior: $kind makes the same of events in place as of their texts',
    (adapter) => {
      const { kind } = adapter
      const detection = { kind, generation: 'any', minDelay: 0n, badges: [] }
      const timelock = { chainId: 1, address }
      const fold = (logs: Parameters<typeof adapter.foldSettings>[0]) => ({
        ids: logs.map((log) => adapter.operationIdOf(log)),
        operation: adapter.fold({ timelock, id, logs, detection }),
        settings: adapter.foldSettings(logs),
      })
      expect(found).toHaveLength(4)
      const folded = fold(found)
      expect(folded).toEqual(fold(asTexts))
      expect(folded.ids).toEqual([undefined, undefined, id, id])
      expect(folded.operation).toMatchObject({ calls: [call], encoding: 'single', salt: zeroHash })
      expect(folded.settings.map(({ what }) => what).sort()).toEqual(['delay', 'role'])
      const scheduled = adapter.fold({ timelock, id, logs: found.slice(0, 3), detection })
      if (!scheduled || !adapter.follow) throw new Error('It cannot be followed.')
      const later = { operation: scheduled, logs: found.slice(3) }
      expect(adapter.follow(later)).toEqual(folded.operation)
    },
  )
})
