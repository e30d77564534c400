import { type Address, numberToHex } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ChainNode, ChainNodes } from './chain-nodes'

/**
 * Finds the block in which the code at an address came to be, by halving the range of blocks: about 25 requests to one node.
 * Takes it that code, once there, stayed.
 *
 * @returns Unknown, with the reason, where no node keeps the past.
 */
export async function findFirstBlock(
  { nodes }: ChainNodes,
  { address, head }: { readonly address: Address; readonly head: Block },
): Promise<Known<bigint>> {
  let reason = 'no node was asked'
  for (const node of nodes) {
    try {
      return { known: true, value: await search(node, address, head.number) }
    } catch (error) {
      reason = `${node.host} does not tell: ${lineOf(error)}`
    }
  }
  return { known: false, reason }
}

async function search(node: ChainNode, address: Address, head: bigint): Promise<bigint> {
  let [without, withCode] = [-1n, head]
  while (withCode - without > 1n) {
    const middle = (without + withCode) / 2n
    const code = await node.request('eth_getCode', [address, numberToHex(middle)])
    if (typeof code !== 'string') throw new Error('it answers eth_getCode with no bytes')
    if (code === '0x') without = middle
    else withCode = middle
  }
  return withCode
}

function lineOf(error: unknown): string {
  const facts = (error as { facts?: readonly (readonly [string, string])[] }).facts
  const reason = facts?.find(([label]) => label === 'Reason')?.[1]
  return reason ?? (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
}
