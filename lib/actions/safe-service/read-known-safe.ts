import type { Address } from 'viem'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { saveSafe } from '@/lib/adapters/store/save-safe'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { SafeServiceContext } from './safe-service-context'

/**
 * Reads a Safe live and remembers having met it.
 *
 * @throws NotASafeError | RpcUnreachableError
 */
export async function readKnownSafe(
  { store, client, chainId, now }: SafeServiceContext,
  { safe }: { safe: Address },
): Promise<SafeState> {
  const state = await readSafe(client, { chainId, address: safe })
  await saveSafe(store, { state, modified: now() })
  return state
}
