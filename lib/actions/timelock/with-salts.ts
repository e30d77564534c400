import { type Address, type Hash, type Hex, zeroAddress } from 'viem'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'

/**
 * Finds salts that no event told in the transactions that scheduled the operations. A salt that stays unknown keeps nobody
 * from looking: it is only needed to execute.
 */
export async function withSalts(
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
