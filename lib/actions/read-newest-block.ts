import type { Client } from 'viem'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import type { Block } from '@/lib/core/chain/snapshot'

/**
 * The newest block of a chain: where several nodes have to give the same, one that enough of them know.
 *
 * @throws BaseError where no node answers, or too few.
 */
export async function readNewestBlock(client: Client, nodes: ChainNodes): Promise<Block> {
  return nodes.quorum > 1 ? (await readAgreedHead(nodes)).head : await readBlock(client, nodes)
}
