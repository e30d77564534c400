import type { Client } from 'viem'
import { fillGaps } from '@/lib/actions/timelock/fill-gaps'
import type { FoldSubject } from '@/lib/actions/timelock/fold-touched'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { type FetchedRange, fetchNextRange } from '@/lib/adapters/rpc/fetch-next-range'
import { LogSpan } from '@/lib/adapters/rpc/log-span'
import { NodeContradictsItselfError } from '@/lib/adapters/rpc/node-errors'
import { RangeEnds } from '@/lib/adapters/rpc/range-ends'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { deleteLogsFrom } from '@/lib/adapters/store/delete-logs-from'
import { readLogs } from '@/lib/adapters/store/read-logs'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { saveLogs } from '@/lib/adapters/store/save-logs'
import type { ScanCursor } from '@/lib/adapters/store/scan-cursor'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredLog } from '@/lib/adapters/store/stored-log'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

export type IndexLogsContext = {
  readonly store: Store
  readonly client: Client
  readonly nodes: ChainNodes
}

export type IndexLogsParameters = {
  /** A timelock of OpenZeppelin's. */
  at: ChainAddress
  /** First block that can hold a log of this address. */
  deploymentBlock: bigint
  /** Index up to and including this block. */
  head: Block
}

// One scan per address at a time in this process: readers that come together wait for the same one.
const running = new Map<string, Promise<void>>()

/**
 * Brings the stored logs of a configured timelock up to a block. Only what is new is fetched, as workers do it: from as many
 * nodes as have to agree, and held against answers that were cut; blocks that are no longer on the chain are forgotten first.
 * Coverage grows only together with the logs it covers.
 *
 * @throws UnscannedRangeError where nodes refuse even a single block, or do not agree on it; NodeSilentError,
 *   NodeContradictsItselfError, RpcUnreachableError
 */
export async function indexLogs(
  context: IndexLogsContext,
  parameters: IndexLogsParameters,
): Promise<void> {
  const key = `${parameters.at.chainId}:${parameters.at.address}`
  const previous = running.get(key) ?? Promise.resolve()
  const scan = previous.catch(() => {}).then(() => scanUntilDone(context, parameters))
  running.set(key, scan)
  try {
    await scan
  } finally {
    if (running.get(key) === scan) running.delete(key)
  }
}

/** Whoever finds that another process has moved the cursor in the meantime begins again from there. */
async function scanUntilDone(
  context: IndexLogsContext,
  parameters: IndexLogsParameters,
): Promise<void> {
  while (!(await scanLogs(context, parameters)));
}

/** @returns Whether it came to the end. */
async function scanLogs(
  { store, client, nodes }: IndexLogsContext,
  { at, deploymentBlock, head }: IndexLogsParameters,
): Promise<boolean> {
  const kept = await dropReorganised({ store, client }, { at, head })
  if (!kept) return false
  let { cursor } = kept
  const subject = await subjectAt(store, at)
  const [address, topics] = [at.address, subject.adapter.topics]
  const span = new LogSpan(50_000n)
  const ends = new RangeEnds()
  while (cursor === undefined || cursor.toBlock < head.number) {
    const fromBlock = cursor ? cursor.toBlock + 1n : deploymentBlock
    const isFirst = cursor === undefined
    const query = { address, topics, fromBlock, head: head.number, span, ends, isFirst }
    const { logs, end, before, hosts }: FetchedRange = await fetchNextRange(nodes, query)
    if (cursor && before?.hash !== cursor.blockHash) {
      const what = `block ${cursor.toBlock} has changed while events were read`
      throw new NodeContradictsItselfError({ host: hosts.join(', '), what })
    }
    const found = logs.map((log) => ({
      operationId: subject.adapter.operationIdOf(log) ?? null,
      log,
    }))
    const whole = await fillGaps(nodes, { subject, logs: found })
    const next: ScanCursor = {
      fromBlock: cursor?.fromBlock ?? deploymentBlock,
      toBlock: end.number,
      blockHash: end.hash,
    }
    const own = whole.map(({ log }) => storedLog(at, log))
    if (!(await saveLogs(store, { at, logs: own, after: cursor, cursor: next }))) return false
    cursor = next
  }
  return true
}

/** What is configured is OpenZeppelin's; which of their generations, a worker may have told already. */
async function subjectAt(store: Store, timelock: ChainAddress): Promise<FoldSubject> {
  const known = (await readTimelock(store, timelock))?.detection
  const adapter = timelockAdapters.openzeppelin
  const unknown = { kind: adapter.kind, generation: '', badges: [] }
  return { timelock, adapter, detection: known?.kind === adapter.kind ? known : unknown }
}

function storedLog({ address }: ChainAddress, { topics, data, position }: RawLog): StoredLog {
  return { ...position, address, topics, data }
}

/**
 * Compares what is stored with the chain, newest first, and forgets what the chain has replaced.
 *
 * @returns The cursor that remains; undefined where another process has moved it in the meantime.
 */
async function dropReorganised(
  { store, client }: { store: Store; client: Client },
  { at, head }: { at: ChainAddress; head: Block },
): Promise<{ readonly cursor: ScanCursor | undefined } | undefined> {
  const cursor = await readScanCursor(store, { ...at, subject: 'logs' })
  if (!cursor || (await isOnChain(client, at.chainId, cursor.toBlock, cursor.blockHash, head))) {
    return { cursor }
  }
  // Logs of one block share its fate.
  const blocks = new Map((await readLogs(store, at)).map((log) => [log.blockHash, log]))
  for (const log of [...blocks.values()].reverse()) {
    if (await isOnChain(client, at.chainId, log.blockNumber, log.blockHash, head)) {
      const kept = { ...cursor, toBlock: log.blockNumber, blockHash: log.blockHash }
      const gone = { ...at, fromBlock: log.blockNumber + 1n, before: cursor, cursor: kept }
      return (await deleteLogsFrom(store, gone)) ? { cursor: kept } : undefined
    }
  }
  const isGone = await deleteLogsFrom(store, { ...at, fromBlock: 0n, before: cursor })
  return isGone ? { cursor: undefined } : undefined
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
