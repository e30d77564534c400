import type { Client } from 'viem'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readProxyLayers } from '@/lib/adapters/rpc/read-proxy-layers'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'

/**
 * Reads the code that runs at an address in place of its own, at one block.
 *
 * @returns undefined where the address runs its own code.
 * @throws RpcUnreachableError
 */
export async function readCodeBehind(
  client: Client,
  { at, blockNumber }: { at: ChainAddress; blockNumber: bigint },
): Promise<CodeBehind | undefined> {
  const layers = await readProxyLayers(client, { at, blockNumber })
  const last = layers.at(-1)
  if (last === undefined) return undefined
  const isFixed = layers.every(({ pattern }) => pattern === 'minimal')
  const [address, ...others] = last.implementations
  if (address === undefined || others.length > 0) return { code: undefined, isFixed }
  const { code } = await readAccountCode(client, { chainId: at.chainId, address, blockNumber })
  return { code, isFixed }
}
