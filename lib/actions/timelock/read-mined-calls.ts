import { type Address, type Hash, type Hex, zeroAddress } from 'viem'
import type { ChainNodes, NodeRequest } from '@/lib/adapters/rpc/chain-nodes'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import type { Call } from '@/lib/core/chain/call'

/** The top-level call of a mined transaction, and whose it is. One that created a contract calls the zero address. */
export type MinedCall = Call & {
  readonly from: Address | undefined
  /** Of the block that it is in; undefined where it waits. */
  readonly blockHash: string | undefined
}

/**
 * What mined transactions call, in one request to as many nodes as have to agree; one that does not tell, or says something else,
 * gives its place to the next. Those of which too few say the same are left out.
 */
export async function readMinedCalls(
  { nodes, quorum }: Pick<ChainNodes, 'nodes' | 'quorum'>,
  hashes: readonly Hash[],
): Promise<ReadonlyMap<Hash, MinedCall>> {
  const found = new Map<Hash, MinedCall>()
  const said = new Map<string, number>()
  for (const node of nodes) {
    const open = hashes.filter((hash) => !found.has(hash))
    if (open.length === 0) break
    // Another node may tell; if none does, they stay unknown.
    const answers = await node.batch(open.map(requestFor)).catch(() => [])
    for (const [at, hash] of open.entries()) {
      const call = callOf(answers[at], hash)
      if (!call) continue
      const key = [hash, ...Object.values(call)].join().toLowerCase()
      const times = (said.get(key) ?? 0) + 1
      said.set(key, times)
      if (times >= quorum) found.set(hash, call)
    }
  }
  return found
}

function requestFor(hash: Hash): NodeRequest {
  return { method: 'eth_getTransactionByHash', params: [hash] }
}

function callOf(answer: unknown, asked: Hash): MinedCall | undefined {
  if (typeof answer !== 'object' || answer === null || answer instanceof NodeRefusedError) {
    return undefined
  }
  const { hash, blockHash, from, to, value, input } = answer as Record<string, unknown>
  if (typeof hash !== 'string' || hash.toLowerCase() !== asked.toLowerCase()) return undefined
  if (typeof input !== 'string' || !/^0x(?:[0-9a-f]{2})*$/i.test(input)) return undefined
  if (typeof value !== 'string' || !/^0x[0-9a-f]{1,64}$/i.test(value)) return undefined
  return {
    from: addressOf(from),
    blockHash: typeof blockHash === 'string' ? blockHash.toLowerCase() : undefined,
    target: addressOf(to) ?? zeroAddress,
    value: BigInt(value),
    data: input as Hex,
  }
}

function addressOf(value: unknown): Address | undefined {
  return typeof value === 'string' && /^0x[0-9a-f]{40}$/i.test(value)
    ? (value as Address)
    : undefined
}
