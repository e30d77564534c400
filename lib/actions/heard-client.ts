import type { Client } from 'viem'
import { headInTime } from '@/lib/actions/head-in-time'
import { readNewestBlock } from '@/lib/actions/read-newest-block'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
import { BaseError } from '@/lib/core/error/base-error'

export type HeardClientContext = {
  readonly clientFor: (chainId: number) => Client
  readonly nodesFor: (chainId: number) => ChainNodes
}

/**
 * Whom to ask about a chain: its nodes, or, where they do not tell their newest block in time, nobody, so that each question is answered at
 * once by that.
 *
 * @param parameters.patience Milliseconds.
 * @throws UnknownChainError
 */
export async function heardClient(
  { clientFor, nodesFor }: HeardClientContext,
  { chainId, patience }: { readonly chainId: number; readonly patience: number },
): Promise<Client> {
  const [client, nodes] = [clientFor(chainId), nodesFor(chainId)]
  try {
    const head = await headInTime(client, { ask: () => readNewestBlock(client, nodes), patience })
    return head.isLate ? silentClient : client
  } catch (error) {
    // Who refuses answers at once.
    if (error instanceof BaseError) return client
    throw error
  }
}
