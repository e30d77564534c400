import { type Client, type Hash, isAddressEqual, zeroAddress } from 'viem'
import { getBlock, getTransaction, getTransactionReceipt } from 'viem/actions'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { traceBlockCalls, traceTransactionCalls } from '@/lib/adapters/rpc/trace-calls'
import type { Block } from '@/lib/core/chain/snapshot'
import type { TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import {
  type CallSubject,
  type TimelockStep,
  timelockCallsIn,
} from '@/lib/core/timelock/kind/timelock-step'

/** Whether a node traces a block. */
export async function canTrace(client: Client, blockNumber: bigint): Promise<boolean> {
  try {
    await traceBlockCalls(client, { blockNumber })
    return true
  } catch {
    return false
  }
}

/** What a timelock was called for in a block, also by contracts. */
export async function stepsOfTracedBlock(
  client: Client,
  subject: CallSubject,
  blockNumber: bigint,
): Promise<TimelockStep[]> {
  const traced = await traceBlockCalls(client, { blockNumber })
  const taken = traced.map(({ transactionHash, calls }, transactionIndex) => ({
    transactionHash,
    transactionIndex,
    calls: calls.flatMap(({ target, data }) =>
      isAddressEqual(target, subject.timelock.address) ? (subject.readCall(data) ?? []) : [],
    ),
  }))
  if (taken.every(({ calls }) => calls.length === 0)) return []
  const block = await readBlock(client, { chainId: subject.timelock.chainId, blockNumber })
  return placed(block, taken)
}

/** As `stepsOfTracedBlock`, as far as the inputs of transactions show it. */
export async function stepsOfBlock(
  client: Client,
  subject: CallSubject,
  blockNumber: bigint,
): Promise<TimelockStep[]> {
  const block = await getBlock(client, { blockNumber, includeTransactions: true })
  const named = subject.timelock.address.slice(2).toLowerCase()
  const taken: Taken[] = []
  for (const { to, input, value, hash, transactionIndex } of block.transactions) {
    const isOwn = to !== null && isAddressEqual(to, subject.timelock.address)
    if (!isOwn && !input.includes(named)) continue
    const call = { target: to ?? zeroAddress, value, data: input }
    const calls = timelockCallsIn(subject, call)
    if (calls.length > 0 && (await hasSucceeded(client, hash))) {
      taken.push({ transactionHash: hash, transactionIndex: transactionIndex ?? 0, calls })
    }
  }
  return placed(block, taken)
}

/** What a timelock was called for in a transaction. */
export async function stepsOfTransaction(
  client: Client,
  subject: CallSubject,
  hash: Hash,
): Promise<TimelockStep[]> {
  const transaction = await getTransaction(client, { hash })
  if (transaction.blockNumber === null || !(await hasSucceeded(client, hash))) return []
  const { chainId } = subject.timelock
  const block = await readBlock(client, { chainId, blockNumber: transaction.blockNumber })
  const { to, value, input, transactionIndex } = transaction
  const calls = await traceTransactionCalls(client, { transactionHash: hash }).then(
    (traced) =>
      traced.flatMap(({ target, data }) =>
        isAddressEqual(target, subject.timelock.address) ? (subject.readCall(data) ?? []) : [],
      ),
    () => timelockCallsIn(subject, { target: to ?? zeroAddress, value, data: input }),
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
