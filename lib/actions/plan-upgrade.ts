import type { Address, Client } from 'viem'
import { readImplementation } from '@/lib/adapters/rpc/read-implementation'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import type { Known } from '@/lib/core/chain/snapshot'
import type { DraftFacts } from '@/lib/core/patch/draft-facts'

export type PlanUpgradeParameters = {
  readonly chainId: number
  readonly blockNumber: bigint
  readonly proxies: readonly Address[]
  /** Addresses that are to become implementations. */
  readonly implementations: readonly Address[]
}

/**
 * Reads, at one block, what an upgrade is planned by: what stands at each proxy, and what at each new implementation.
 * What cannot be read comes back as unknown with the reason; this never throws.
 *
 * @returns Both by address in lower case.
 */
export async function planUpgrade(
  client: Client,
  { chainId, blockNumber, proxies, implementations }: PlanUpgradeParameters,
): Promise<Pick<DraftFacts, 'proxies' | 'implementations'>> {
  const [readProxies, readImplementations] = await Promise.all([
    readEach(proxies, 'proxy', (address) =>
      readProxy(client, { at: { chainId, address }, blockNumber }),
    ),
    readEach(implementations, 'code', (address) =>
      readImplementation(client, { at: { chainId, address }, blockNumber }),
    ),
  ])
  return { proxies: readProxies, implementations: readImplementations }
}

async function readEach<T>(
  addresses: readonly Address[],
  what: string,
  read: (address: Address) => Promise<T>,
): Promise<Record<string, Known<T>>> {
  const unique = new Map(addresses.map((address) => [address.toLowerCase(), address]))
  const entries = [...unique].map(
    async ([key, address]) => [key, await readKnown(`${what} ${address}`, read(address))] as const,
  )
  return Object.fromEntries(await Promise.all(entries))
}
