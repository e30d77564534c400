import { type Address, type Client, type Hash, type Hex, zeroAddress } from 'viem'
import { recoverOperationSalt } from '@/lib/actions/timelock/recover-operation-salt'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import type { Call } from '@/lib/core/chain/call'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'

/** Of so many operations a trace is asked for in a turn: it costs the node more than anything else here. */
const mostTraced = 10

/**
 * Finds salts that no event told: in the transactions that scheduled the operations, and of a few in traces. A salt that stays
 * unknown keeps nobody from looking: it is only needed to execute.
 */
export async function withSalts(
  { nodes, client }: { readonly nodes: ChainNodes; readonly client: Client },
  operations: readonly QueuedOperation[],
): Promise<QueuedOperation[]> {
  const shown = await withShownSalts(nodes, operations)
  let left = mostTraced
  const traced: QueuedOperation[] = []
  for (const operation of shown) {
    const isHidden = transactionOf(operation) !== undefined && isOpen(operation.instances.at(-1))
    traced.push(isHidden && left-- > 0 ? await withTracedSalt(client, operation) : operation)
  }
  return traced
}

async function withTracedSalt(
  client: Client,
  operation: QueuedOperation,
): Promise<QueuedOperation> {
  const found = await recoverOperationSalt(client, { operation, mayTrace: true })
  if (!found.known) return operation
  return { ...operation, salt: found.value.salt, encoding: found.value.kind }
}

async function withShownSalts(
  { nodes }: ChainNodes,
  operations: readonly QueuedOperation[],
): Promise<QueuedOperation[]> {
  const transactions = new Set(operations.flatMap((each) => transactionOf(each) ?? []))
  if (transactions.size === 0) return [...operations]
  const calls = await readCalls(nodes, [...transactions])
  return operations.map((operation) => {
    const call = calls.get(transactionOf(operation) ?? '0x')
    const proven = call && recoverSalt(operation, call)
    return proven ? { ...operation, salt: proven.salt, encoding: proven.kind } : operation
  })
}

/** Where a salt is looked for; undefined where none is missing, or cannot be proven. */
function transactionOf({ salt, missingCalls, instances }: QueuedOperation): Hash | undefined {
  if (salt !== 'unknown' || missingCalls !== undefined) return undefined
  return instances.at(-1)?.scheduled.transactionHash
}

async function readCalls(
  nodes: ChainNodes['nodes'],
  hashes: readonly Hash[],
): Promise<ReadonlyMap<Hash, Call>> {
  const requests = hashes.map((hash) => ({ method: 'eth_getTransactionByHash', params: [hash] }))
  for (const node of nodes) {
    try {
      const answers = await node.batch(requests)
      const calls = hashes.flatMap((hash, at) => {
        const call = callOf(answers[at])
        return call ? [[hash, call] as const] : []
      })
      return new Map(calls)
    } catch {
      // Another node may tell; if none does, the salt stays unknown.
    }
  }
  return new Map()
}

function callOf(answer: unknown): Call | undefined {
  if (typeof answer !== 'object' || answer === null || answer instanceof NodeRefusedError) {
    return undefined
  }
  const { to, value, input } = answer as Record<string, unknown>
  if (typeof input !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(input)) return undefined
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) return undefined
  const target =
    typeof to === 'string' && /^0x[0-9a-f]{40}$/i.test(to) ? (to as Address) : zeroAddress
  return { target, value: BigInt(value), data: input as Hex }
}
