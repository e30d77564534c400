import { type Address, type Hash, type Hex, zeroAddress } from 'viem'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { NodeRefusedError } from '@/lib/adapters/rpc/node-errors'
import type { Call } from '@/lib/core/chain/call'

/** The top-level call of a mined transaction, and whose it is. One that created a contract calls the zero address. */
export type MinedCall = Call & {
  readonly from: Address | undefined
  /** Of the block that it is in; undefined where it waits. */
  readonly blockHash: string | undefined
}

/** What mined transactions call, in one request; those that no node tells are left out. */
export async function readMinedCalls(
  nodes: ChainNodes['nodes'],
  hashes: readonly Hash[],
): Promise<ReadonlyMap<Hash, MinedCall>> {
  if (hashes.length === 0) return new Map()
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
      // Another node may tell; if none does, they stay unknown.
    }
  }
  return new Map()
}

function callOf(answer: unknown): MinedCall | undefined {
  if (typeof answer !== 'object' || answer === null || answer instanceof NodeRefusedError) {
    return undefined
  }
  const { blockHash, from, to, value, input } = answer as Record<string, unknown>
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
