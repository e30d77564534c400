import type { Address, Client } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { readCodeHash } from '@/lib/adapters/rpc/read-code-hash'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { ImplementationFacts } from '@/lib/core/proxy/implementation-facts'

export type ReadImplementationParameters = { at: ChainAddress; blockNumber: bigint }

/**
 * Reads what an address that is to become an implementation says of itself, at one block.
 *
 * @throws RpcUnreachableError
 */
export async function readImplementation(
  client: Client,
  { at, blockNumber }: ReadImplementationParameters,
): Promise<ImplementationFacts> {
  const { chainId, address } = at
  try {
    const [codeHash, proxiableUuid, version, proxy] = await Promise.all([
      readCodeHash(client, { chainId, address, blockNumber }),
      ask(client, { address, functionName: 'proxiableUUID', blockNumber }),
      ask(client, { address, functionName: 'UPGRADE_INTERFACE_VERSION', blockNumber }),
      readProxy(client, { at, blockNumber }),
    ])
    return {
      codeHash,
      proxiableUuid: proxiableUuid as ImplementationFacts['proxiableUuid'],
      upgradeInterface: version === undefined ? 'legacy' : '5.0.0',
      proxyKind: proxy.kind === 'not-a-proxy' ? undefined : proxy.kind,
    }
  } catch (cause) {
    if (cause instanceof RpcUnreachableError) throw cause
    throw new RpcUnreachableError({ chainId, request: `implementation ${address}`, cause })
  }
}

type Question = {
  address: Address
  functionName: 'proxiableUUID' | 'UPGRADE_INTERFACE_VERSION'
  blockNumber: bigint
}

/** What a getter answers; undefined where the contract refuses or answers nonsense. A silent node throws. */
async function ask(client: Client, question: Question): Promise<string | undefined> {
  try {
    return await readContract(client, { ...question, abi: uupsAbi })
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}
