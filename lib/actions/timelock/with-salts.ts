import type { Client, Hash } from 'viem'
import { type MinedCall, readMinedCalls } from '@/lib/actions/timelock/read-mined-calls'
import { recoverOperationSalt } from '@/lib/actions/timelock/recover-operation-salt'
import { withProposedSalts } from '@/lib/actions/timelock/with-proposed-salts'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'

/** Of so many operations a trace is asked for in a turn: it costs the node more than anything else here. */
const mostTraced = 10

export type WithSaltsParameters = {
  readonly operations: readonly QueuedOperation[]
  /** From which block on a Governor can have proposed them. */
  readonly fromBlock: bigint
  /** The newest block that is known. */
  readonly blockNumber: bigint
}

/**
 * Finds salts that no event told: in the transactions that scheduled or executed the operations, and of a few in traces, or else
 * among the proposals of the Governor that scheduled them. A salt that stays unknown keeps nobody from looking: it is only needed
 * to execute.
 */
export async function withSalts(
  { nodes, client }: { readonly nodes: ChainNodes; readonly client: Client },
  { operations, fromBlock, blockNumber }: WithSaltsParameters,
): Promise<QueuedOperation[]> {
  const transactions = new Set(operations.flatMap(transactionsOf))
  if (transactions.size === 0) return [...operations]
  const calls = await readMinedCalls(nodes, [...transactions])
  let left = mostTraced
  const traced: QueuedOperation[] = []
  for (const operation of withShownSalts(operations, calls)) {
    const isHidden = transactionsOf(operation).length > 0 && isOpen(operation.instances.at(-1))
    traced.push(isHidden && left-- > 0 ? await withTracedSalt(client, operation) : operation)
  }
  return await withProposedSalts(client, { operations: traced, calls, fromBlock, blockNumber })
}

async function withTracedSalt(
  client: Client,
  operation: QueuedOperation,
): Promise<QueuedOperation> {
  const found = await recoverOperationSalt(client, { operation, mayTrace: true })
  if (!found.known) return operation
  return { ...operation, salt: found.value.salt, encoding: found.value.kind }
}

function withShownSalts(
  operations: readonly QueuedOperation[],
  calls: ReadonlyMap<Hash, MinedCall>,
): QueuedOperation[] {
  return operations.map((operation) => {
    for (const transaction of transactionsOf(operation)) {
      const call = calls.get(transaction)
      const proven = call && recoverSalt(operation, call)
      if (proven) return { ...operation, salt: proven.salt, encoding: proven.kind }
    }
    return operation
  })
}

/**
 * Where a salt is looked for: where it was scheduled, and executed, since whoever executes names it too. Nowhere where none is
 * missing, or cannot be proven.
 */
function transactionsOf({ salt, missingCalls, instances }: QueuedOperation): Hash[] {
  if (salt !== 'unknown' || missingCalls !== undefined) return []
  const last = instances.at(-1)
  return [last?.scheduled, last?.executed].flatMap((at) => at?.transactionHash ?? [])
}
