import { getTransactionCount } from 'viem/actions'
import type { RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readAsset } from '@/lib/adapters/rpc/read-asset'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Proxy } from '@/lib/core/proxy/proxy'

/** What stands at an address that is no timelock, as far as it can be told. */
export type RecognisedAddress =
  /** No code, and how many transactions it has sent: one that has sent some is somebody's. */
  | { readonly kind: 'account'; readonly sent: number }
  | { readonly kind: 'delegated' }
  | {
      readonly kind: 'safe'
      readonly version: string
      readonly owners: number
      readonly threshold: number
    }
  | { readonly kind: 'proxy'; readonly proxy: Proxy }
  /** By its own words. */
  | { readonly kind: 'token'; readonly symbol: string; readonly decimals: number }
  | { readonly kind: 'contract' }
  /** The chain did not answer all of it. */
  | { readonly kind: 'unknown' }

/** Tells what stands at an address at one block. */
export async function recogniseAddress(
  client: RpcClient,
  { at, blockNumber }: { readonly at: ChainAddress; readonly blockNumber: bigint },
): Promise<RecognisedAddress> {
  const { address } = at
  try {
    const { account } = await readAccountCode(client, { ...at, blockNumber })
    if (account.kind === 'delegated') return { kind: 'delegated' }
    if (account.kind === 'none') {
      return { kind: 'account', sent: await getTransactionCount(client, { address, blockNumber }) }
    }
    const safe = await safeAt(client, at, blockNumber)
    if (safe) return safe
    const proxy = await readProxy(client, { at, blockNumber })
    if (proxy.kind !== 'not-a-proxy') return { kind: 'proxy', proxy }
    const { symbol, decimals } = await readAsset(client, { ...at, blockNumber })
    if (symbol === undefined || decimals === undefined) return { kind: 'contract' }
    return { kind: 'token', symbol, decimals }
  } catch {
    // Why it is no timelock is known all the same.
    return { kind: 'unknown' }
  }
}

async function safeAt(
  client: RpcClient,
  at: ChainAddress,
  blockNumber: bigint,
): Promise<RecognisedAddress | undefined> {
  try {
    const { version, owners, threshold } = await readSafe(client, { ...at, blockNumber })
    return { kind: 'safe', version, owners: owners.length, threshold }
  } catch (error) {
    if (error instanceof NotASafeError) return undefined
    throw error
  }
}
