import type { Client } from 'viem'
import { fetchLogs, type PlacedLog } from '@/lib/adapters/rpc/fetch-logs'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { deleteLogsFrom } from '@/lib/adapters/store/delete-logs-from'
import { readCursor } from '@/lib/adapters/store/read-cursor'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { saveLogs } from '@/lib/adapters/store/save-logs'
import type { ScanCursor } from '@/lib/adapters/store/scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredLog } from '@/lib/adapters/store/stored-log'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'

export type IndexLogsParameters = {
  at: ChainAddress
  /** First block that can hold a log of this address. */
  deploymentBlock: bigint
  /** Index up to and including this block. */
  head: Block
}

/** Blocks asked for at once, by the limits that nodes are known for. A refused range is cut down to the next. */
const ranges = [50_000n, 10_000n, 2_000n, 1_000n, 500n, 100n, 10n, 1n] as const

/** A node that refused once may only have been busy: after so many answers it is asked for more again. */
const answersUntilMore = 16

// One scan per address at a time in this process: readers that come together wait for the same one.
const running = new Map<string, Promise<void>>()

/**
 * Brings the stored logs of an address up to a block. Only what is new is fetched; blocks that are no longer on the
 * chain are forgotten first. Coverage grows only together with the logs it covers.
 *
 * @throws RpcUnreachableError when the node refuses even a single block.
 */
export async function indexLogs(
  context: { store: Store; client: Client },
  parameters: IndexLogsParameters,
): Promise<void> {
  const key = `${parameters.at.chainId}:${parameters.at.address}`
  const previous = running.get(key) ?? Promise.resolve()
  const scan = previous.catch(() => {}).then(() => scanLogs(context, parameters))
  running.set(key, scan)
  try {
    await scan
  } finally {
    if (running.get(key) === scan) running.delete(key)
  }
}

async function scanLogs(
  { store, client }: { store: Store; client: Client },
  { at, deploymentBlock, head }: IndexLogsParameters,
): Promise<void> {
  let cursor = await dropReorganised({ store, client }, { at, head })
  let step = 0
  for (let answers = 1; cursor === undefined || cursor.toBlock < head.number; answers++) {
    const fromBlock = cursor ? cursor.toBlock + 1n : deploymentBlock
    const { logs, toBlock, served } = await fetchNext(client, { at, fromBlock, head, step })
    step = answers % answersUntilMore === 0 ? Math.max(0, served - 1) : served
    const end =
      toBlock === head.number
        ? head
        : await readBlock(client, { chainId: at.chainId, blockNumber: toBlock })
    cursor = { fromBlock: cursor?.fromBlock ?? deploymentBlock, toBlock, blockHash: end.hash }
    await saveLogs(store, { at, logs: await stampLogs(client, at.chainId, logs), cursor })
  }
}

/** Fetches as many blocks at once as the node will serve, beginning with the range at `step`. */
async function fetchNext(
  client: Client,
  { at, fromBlock, head, step }: { at: ChainAddress; fromBlock: bigint; head: Block; step: number },
): Promise<{ logs: PlacedLog[]; toBlock: bigint; served: number }> {
  for (let served = step; ; ) {
    const last = fromBlock + (ranges[served] ?? 1n) - 1n
    const toBlock = last < head.number ? last : head.number
    try {
      const addresses = [at.address]
      const logs = await fetchLogs(client, { chainId: at.chainId, addresses, fromBlock, toBlock })
      return { logs, toBlock, served }
    } catch (error) {
      // A range that ends at the same block would be refused again.
      const less = ranges.findIndex((range, i) => i > served && fromBlock + range - 1n < toBlock)
      if (less < 0) throw error
      served = less
    }
  }
}

/** Nodes may leave a log's time out; then it is read from the block. */
async function stampLogs(
  client: Client,
  chainId: number,
  logs: readonly PlacedLog[],
): Promise<StoredLog[]> {
  const times = new Map<bigint, Promise<bigint>>()
  const timeOf = (blockNumber: bigint) => {
    const time =
      times.get(blockNumber) ??
      readBlock(client, { chainId, blockNumber }).then((block) => block.timestamp)
    times.set(blockNumber, time)
    return time
  }
  return await Promise.all(
    logs.map(async ({ address, topics, data, position }) => ({
      ...position,
      address,
      topics,
      data,
      blockTimestamp: position.blockTimestamp ?? (await timeOf(position.blockNumber)),
    })),
  )
}

/**
 * Compares what is stored with the chain, newest first, and forgets what the chain has replaced.
 *
 * @returns The cursor that remains.
 */
async function dropReorganised(
  { store, client }: { store: Store; client: Client },
  { at, head }: { at: ChainAddress; head: Block },
): Promise<ScanCursor | undefined> {
  const cursor = await readCursor(store, at)
  if (!cursor || (await isOnChain(client, at.chainId, cursor.toBlock, cursor.blockHash, head))) {
    return cursor
  }
  // Logs of one block share its fate.
  const blocks = new Map((await readLogs(store, at)).map((log) => [log.blockHash, log]))
  for (const log of [...blocks.values()].reverse()) {
    if (await isOnChain(client, at.chainId, log.blockNumber, log.blockHash, head)) {
      const kept = { ...cursor, toBlock: log.blockNumber, blockHash: log.blockHash }
      await deleteLogsFrom(store, { ...at, fromBlock: log.blockNumber + 1n, cursor: kept })
      return kept
    }
  }
  await deleteLogsFrom(store, { ...at, fromBlock: 0n })
  return undefined
}

async function isOnChain(
  client: Client,
  chainId: number,
  blockNumber: bigint,
  blockHash: string,
  head: Block,
): Promise<boolean> {
  if (blockNumber > head.number) return false
  if (blockNumber === head.number) return head.hash === blockHash
  return (await readBlock(client, { chainId, blockNumber })).hash === blockHash
}
