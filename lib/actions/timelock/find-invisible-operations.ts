import { type Client, type Hash, isAddressEqual, zeroAddress } from 'viem'
import { getBlock, getTransaction, getTransactionReceipt } from 'viem/actions'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { traceBlockCalls, traceTransactionCalls } from '@/lib/adapters/rpc/trace-calls'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { foldInvisible } from '@/lib/core/timelock/openzeppelin/fold-invisible'
import { type TimelockStep, timelockCallsIn } from '@/lib/core/timelock/openzeppelin/timelock-step'

export type FindInvisibleOperationsParameters = {
  readonly timelock: ChainAddress
  /** Inclusive. */
  readonly fromBlock: bigint
  /** Inclusive. */
  readonly toBlock: bigint
  /** Blocks that may be read one by one; the newest are. */
  readonly mostBlocks: bigint
  /** Transactions to look at wherever they are, see `invisibleHints`. */
  readonly hints?: readonly Hash[] | undefined
}

/** A part of the range, with how it was searched. */
export type SearchedBlocks = {
  readonly fromBlock: bigint
  readonly toBlock: bigint
  /** `transactions`: only what their inputs show; a contract that calls the timelock by itself is not seen. */
  readonly by: 'traces' | 'transactions'
}

export type InvisibleOperations = {
  /** To be held against the contract, like any other. */
  readonly operations: readonly QueuedOperation[]
  /** Undefined where no block was searched: nothing can be said of them. */
  readonly searched: SearchedBlocks | undefined
  /** Why the range was not searched, or not all of it, or not in depth. */
  readonly reason: string | undefined
}

/** Blocks asked for at once. */
const atOnce = 8

/**
 * Looks for the operations of which no event tells, batches without calls, by reading what was called. Blocks have to be
 * read one by one for it, so a range is searched as far as it is allowed to.
 *
 * @throws RpcUnreachableError where a block cannot be read.
 */
export async function findInvisibleOperations(
  client: Client,
  parameters: FindInvisibleOperationsParameters,
): Promise<InvisibleOperations> {
  const { timelock, fromBlock, toBlock, mostBlocks, hints = [] } = parameters
  const hinted = await Promise.all(hints.map((hash) => stepsOfTransaction(client, timelock, hash)))
  const allowed = toBlock - mostBlocks + 1n
  const start = allowed > fromBlock ? allowed : fromBlock
  if (start > toBlock) {
    const operations = foldInvisible({ timelock, steps: hinted.flat() })
    return { operations, searched: undefined, reason: 'no blocks were searched' }
  }
  const by = (await canTrace(client, toBlock)) ? 'traces' : 'transactions'
  const read = by === 'traces' ? stepsOfTracedBlock : stepsOfBlock
  const steps: TimelockStep[] = hinted.flat()
  for (let next = start; next <= toBlock; next += BigInt(atOnce)) {
    const numbers = Array.from({ length: atOnce }, (_, i) => next + BigInt(i))
    const inRange = numbers.filter((number) => number <= toBlock)
    const found = await Promise.all(inRange.map((number) => read(client, timelock, number)))
    steps.push(...found.flat())
  }
  return {
    operations: foldInvisible({ timelock, steps }),
    searched: { fromBlock: start, toBlock, by },
    reason: reasonOf({ fromBlock, start, by }),
  }
}

function reasonOf({
  fromBlock,
  start,
  by,
}: {
  fromBlock: bigint
  start: bigint
  by: SearchedBlocks['by']
}): string | undefined {
  const reasons = [
    ...(start > fromBlock ? [`blocks ${fromBlock} to ${start - 1n} were not searched`] : []),
    ...(by === 'transactions'
      ? ['the node does not trace: calls that only a contract made are not seen']
      : []),
  ]
  return reasons.length > 0 ? reasons.join('; ') : undefined
}

async function canTrace(client: Client, blockNumber: bigint): Promise<boolean> {
  try {
    await traceBlockCalls(client, { blockNumber })
    return true
  } catch {
    return false
  }
}

async function stepsOfTracedBlock(
  client: Client,
  timelock: ChainAddress,
  blockNumber: bigint,
): Promise<TimelockStep[]> {
  const traced = await traceBlockCalls(client, { blockNumber })
  const taken = traced.map(({ transactionHash, calls }, transactionIndex) => ({
    transactionHash,
    transactionIndex,
    calls: calls.flatMap(({ target, data }) =>
      isAddressEqual(target, timelock.address) ? (decodeTimelockCall(data) ?? []) : [],
    ),
  }))
  if (taken.every(({ calls }) => calls.length === 0)) return []
  const block = await readBlock(client, { chainId: timelock.chainId, blockNumber })
  return placed(block, taken)
}

async function stepsOfBlock(
  client: Client,
  timelock: ChainAddress,
  blockNumber: bigint,
): Promise<TimelockStep[]> {
  const block = await getBlock(client, { blockNumber, includeTransactions: true })
  const named = timelock.address.slice(2).toLowerCase()
  const taken: Taken[] = []
  for (const { to, input, value, hash, transactionIndex } of block.transactions) {
    const isOwn = to !== null && isAddressEqual(to, timelock.address)
    if (!isOwn && !input.includes(named)) continue
    const call = { target: to ?? zeroAddress, value, data: input }
    const calls = timelockCallsIn(timelock, call)
    if (calls.length > 0 && (await hasSucceeded(client, hash))) {
      taken.push({ transactionHash: hash, transactionIndex: transactionIndex ?? 0, calls })
    }
  }
  return placed(block, taken)
}

async function stepsOfTransaction(
  client: Client,
  timelock: ChainAddress,
  hash: Hash,
): Promise<TimelockStep[]> {
  const transaction = await getTransaction(client, { hash })
  if (transaction.blockNumber === null || !(await hasSucceeded(client, hash))) return []
  const { chainId } = timelock
  const block = await readBlock(client, { chainId, blockNumber: transaction.blockNumber })
  const { to, value, input, transactionIndex } = transaction
  const calls = await traceTransactionCalls(client, { transactionHash: hash }).then(
    (traced) =>
      traced.flatMap(({ target, data }) =>
        isAddressEqual(target, timelock.address) ? (decodeTimelockCall(data) ?? []) : [],
      ),
    () => timelockCallsIn(timelock, { target: to ?? zeroAddress, value, data: input }),
  )
  return placed(block, [{ transactionHash: hash, transactionIndex: transactionIndex ?? 0, calls }])
}

type Taken = {
  readonly transactionHash: Hash
  readonly transactionIndex: number
  readonly calls: readonly TimelockCall[]
}

/** More calls to a timelock than fit into a transaction. */
const mostCalls = 100_000

/** A call has no place of its own in a block, so it gets one in the order of transactions and of calls within them. */
function placed({ number, hash, timestamp }: Block, taken: readonly Taken[]): TimelockStep[] {
  return taken.flatMap(({ transactionHash, transactionIndex, calls }) =>
    calls.map((call, index) => ({
      call,
      position: {
        blockNumber: number,
        blockHash: hash,
        blockTimestamp: timestamp,
        transactionHash,
        logIndex: transactionIndex * mostCalls + index,
      },
    })),
  )
}

async function hasSucceeded(client: Client, hash: Hash): Promise<boolean> {
  return (await getTransactionReceipt(client, { hash })).status === 'success'
}
