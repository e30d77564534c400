import { type Client, decodeEventLog, type Hash, type Log } from 'viem'
import { getTransaction, getTransactionReceipt } from 'viem/actions'
import { fetchLogs, type PlacedLog } from '@/lib/adapters/rpc/fetch-logs'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import type { ExecutionEvent, SafeEvent } from '@/lib/adapters/store/safe-events'
import { legacySafeEventsAbi, safeAbi } from '@/lib/core/abi/safe-abi'
import type { LogPosition } from '@/lib/core/chain/log-position'
import { parseSignatures } from '@/lib/core/safe/parse-signatures'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { observeExecution } from './observe-execution'

export type ReadSafeEventsParameters = {
  state: SafeState
  /** Both ends included. */
  fromBlock: bigint
  toBlock: bigint
}

/**
 * Reads what a Safe executed and which hashes its owners approved, in a range of blocks.
 *
 * @throws RpcUnreachableError
 */
export async function readSafeEvents(
  client: Client,
  { state, fromBlock, toBlock }: ReadSafeEventsParameters,
): Promise<SafeEvent[]> {
  const { chainId, address } = state.safe
  const logs = await fetchLogs(client, { chainId, addresses: [address], fromBlock, toBlock })
  const events: SafeEvent[] = []
  for (const log of logs) {
    const event = decodeSafeLog(log)
    if (event === undefined) continue
    const position = await readPosition(client, chainId, log)
    if (event.kind === 'approval') events.push({ ...event, position })
    else events.push(await readExecution(client, { state, logs, log, event, position }))
  }
  return events
}

type DecodedLog =
  | { kind: 'approval'; safeTxHash: Hash; owner: `0x${string}` }
  | { kind: 'execution'; safeTxHash: Hash; success: boolean; payment: bigint }

function decodeSafeLog(log: PlacedLog): DecodedLog | undefined {
  for (const abi of [safeAbi, legacySafeEventsAbi]) {
    try {
      const { eventName, args } = decodeEventLog({
        abi,
        topics: log.topics as Log['topics'],
        data: log.data,
        strict: true,
      })
      if (eventName === 'ApproveHash') {
        return { kind: 'approval', safeTxHash: args.approvedHash, owner: args.owner }
      }
      if (eventName === 'ExecutionSuccess' || eventName === 'ExecutionFailure') {
        const success = eventName === 'ExecutionSuccess'
        return { kind: 'execution', safeTxHash: args.txHash, success, payment: args.payment }
      }
      return undefined
    } catch {
      // Not an event of this ABI; a Safe emits others too.
    }
  }
  return undefined
}

async function readPosition(
  client: Client,
  chainId: number,
  { position }: PlacedLog,
): Promise<LogPosition> {
  const { blockNumber, blockTimestamp } = position
  if (blockTimestamp !== undefined) return { ...position, blockTimestamp }
  const { timestamp } = await readBlock(client, { chainId, blockNumber })
  return { ...position, blockTimestamp: timestamp }
}

async function readExecution(
  client: Client,
  parameters: {
    state: SafeState
    logs: readonly PlacedLog[]
    log: PlacedLog
    event: Extract<DecodedLog, { kind: 'execution' }>
    position: LogPosition
  },
): Promise<ExecutionEvent> {
  const { state, logs, log, event, position } = parameters
  const { safeTxHash, success, payment } = event
  const { transaction, receipt } = await readTransaction(client, state, position.transactionHash)
  const observed = observeExecution({ state, safeTxHash, input: transaction, logs, log })
  return {
    kind: 'execution',
    safeTxHash,
    execution: {
      ...position,
      success,
      payment,
      executor: receipt.from,
      gasUsed: receipt.gasUsed,
      effectiveGasPrice: receipt.effectiveGasPrice,
      signatures: observed?.signatures,
    },
    transaction: observed?.transaction,
    signatures: observed
      ? // The contract accepts a little more than we do; what we cannot take apart is left out.
        await parseSignatures({ signatures: observed.signatures, safeTxHash }).catch(() => [])
      : [],
  }
}

async function readTransaction(client: Client, { safe }: SafeState, hash: Hash) {
  try {
    const [transaction, receipt] = await Promise.all([
      getTransaction(client, { hash }),
      getTransactionReceipt(client, { hash }),
    ])
    return { transaction: { to: transaction.to, data: transaction.input }, receipt }
  } catch (cause) {
    const request = `transaction ${hash}`
    throw new RpcUnreachableError({ chainId: safe.chainId, request, cause })
  }
}
