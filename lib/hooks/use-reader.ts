import type { Client } from 'viem'
import type { PublicConfig } from '@/lib/config/public-config'
import { useNodes } from '@/lib/hooks/use-nodes'

/**
 * A client for this browser's own chain reads: the public RPC of the chain, or else the connected wallet's node. Never
 * this server, so that what it shows can be checked against somebody else.
 *
 * @returns undefined where neither exists; the facts are then unknown.
 */
export function useReader(config: PublicConfig, chainId: number): Client | undefined {
  return useNodes(config, chainId)[0]?.client
}
