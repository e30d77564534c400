import type { Client } from 'viem'
import { stampLogs } from '@/lib/actions/stamp-logs'
import { fetchNextLogs, nextStep } from '@/lib/adapters/rpc/fetch-next-logs'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { deleteLogsFrom } from '@/lib/adapters/store/delete-logs-from'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import { saveLogs } from '@/lib/adapters/store/save-logs'
import type { ScanCursor } from '@/lib/adapters/store/scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'

export type IndexLogsParameters = {
  at: ChainAddress
  /** First block that can hold a log of this address. */
  deploymentBlock: bigint
  /** Index up to and including this block. */
  head: Block
}

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
    const { logs, toBlock, served } = await fetchNextLogs(client, {
      at,
      fromBlock,
      head: head.number,
      step,
    })
    step = nextStep({ served, answers })
    const end =
      toBlock === head.number
        ? head
        : await readBlock(client, { chainId: at.chainId, blockNumber: toBlock })
    cursor = { fromBlock: cursor?.fromBlock ?? deploymentBlock, toBlock, blockHash: end.hash }
    await saveLogs(store, { at, logs: await stampLogs(client, at.chainId, logs), cursor })
  }
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
  const cursor = await readScanCursor(store, { ...at, subject: 'logs' })
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
