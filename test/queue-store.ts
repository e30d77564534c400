import { type Address, getAddress, type Hash, type Hex, numberToHex } from 'viem'
import { packLogs } from '@/lib/adapters/store/packed-logs'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { type RangeToStore, saveTimelockChunk } from '@/lib/adapters/store/save-timelock-chunk'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** The nth address, with its checksum. */
export function nthAddress(n: number): Address {
  return getAddress(numberToHex(n + 1, { size: 20 }))
}

/** The nth 32 bytes. */
export function nthHash(n: number): Hash {
  return numberToHex(n + 1, { size: 32 })
}

/** Time of block 0 of the chain that is made up; a block takes ten seconds. */
const genesis = 1_700_000_000n

/** Where an event stands. */
export function positionAt(blockNumber: bigint, logIndex = 0) {
  return {
    blockNumber,
    blockHash: nthHash(Number(blockNumber)),
    blockTimestamp: genesis + blockNumber * 10n,
    transactionHash: nthHash(1_000_000 + Number(blockNumber)),
    logIndex,
  }
}

export type MadeUpOperation = {
  readonly n: number
  /** Block in which it was scheduled. */
  readonly at: bigint
  /** Blocks of ten seconds that it waits. */
  readonly delay?: bigint | undefined
  readonly data?: Hex | undefined
  readonly executedAt?: bigint | undefined
  readonly cancelledAt?: bigint | undefined
  readonly predecessor?: Hash | undefined
}

/** An operation of a timelock of OpenZeppelin, as its events would tell it. */
export function madeUpOperation(
  timelock: ChainAddress,
  { n, at, delay = 10n, data = '0x3659cfe6', ...rest }: MadeUpOperation,
): QueuedOperation {
  const { executedAt, cancelledAt, predecessor } = rest
  const scheduled = positionAt(at, n % 1_000)
  return {
    timelock,
    kind: 'openzeppelin',
    id: nthHash(n),
    calls: [{ target: nthAddress(n % 50), value: 0n, data }],
    ...(predecessor && { predecessor }),
    encoding: 'single',
    proposer: nthAddress(900),
    proposerFrom: 'transaction',
    instances: [
      {
        scheduled,
        eta: scheduled.blockTimestamp + delay * 10n,
        ...(executedAt !== undefined && { executed: positionAt(executedAt) }),
        ...(cancelledAt !== undefined && { cancelled: positionAt(cancelledAt) }),
      },
    ],
  }
}

export type FillQueueParameters = {
  readonly timelock: ChainAddress
  readonly operations: readonly QueuedOperation[]
  readonly settings?: readonly TimelockSetting[] | undefined
  /** The block up to which it is indexed. */
  readonly indexed: bigint
  readonly head?: bigint | undefined
}

/** Follows a timelock and stores operations as if they had been read from its chain, up to a block. */
export async function fillQueue(
  store: Store,
  { timelock, operations, settings = [], indexed, head = indexed }: FillQueueParameters,
): Promise<void> {
  const now = new Date()
  await saveTimelock(store, {
    timelock,
    detection: { kind: 'openzeppelin', generation: '≥ 5.0', minDelay: 100n, badges: [] },
    firstBlock: { known: true, value: 0n },
    scanFrom: 0n,
    why: 'asked',
    now,
  })
  const position = positionAt(indexed)
  const logs = operations.flatMap(({ id, instances }) =>
    instances.map(({ scheduled }) => ({
      operationId: id,
      log: { topics: [id], data: '0x' as const, position: scheduled },
    })),
  )
  const stored = await saveTimelockChunk(store, {
    timelock,
    after: undefined,
    ranges: oneRange({
      fromBlock: 0n,
      end: { number: indexed, hash: position.blockHash, timestamp: position.blockTimestamp },
      hosts: ['node.example'],
      events: logs.length,
      logs: packLogs(logs),
      operations,
      settings,
    }),
    headBlock: head,
    finalizedBlock: indexed,
    now: () => now,
  })
  if (!stored) throw new Error('Somebody else fills this queue.')
}

async function* oneRange(range: RangeToStore): AsyncGenerator<RangeToStore> {
  yield range
}
