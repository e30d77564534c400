import type { Address } from 'viem'
import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { listSafes } from '@/lib/adapters/store/list-safes'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { readKnownSafe } from './read-known-safe'
import type { SafeServiceContext } from './safe-service-context'

/** More Safes than this are answered from what was last read. */
const mostLiveReads = 50

/**
 * The Safes that an address owns or is a module of, among those this service has met or was configured with; it does
 * not know every Safe of the chain. Read live, as owners change.
 *
 * @throws RpcUnreachableError
 */
export async function findSafes(
  context: SafeServiceContext,
  { address, role }: { address: Address; role: 'owners' | 'modules' },
): Promise<Address[]> {
  const { store, chainId, configuredSafes = [] } = context
  const known = await listSafes(store, { chainId })
  const candidates = [...new Set([...configuredSafes, ...known.map(({ safe }) => safe)])]
  if (candidates.length > mostLiveReads) {
    return known.filter((safe) => safe[role].includes(address)).map(({ safe }) => safe)
  }
  const states = await Promise.all(candidates.map((safe) => readIfSafe(context, safe)))
  return states
    .filter((state) => state?.[role].includes(address))
    .flatMap((state) => (state ? [state.safe.address] : []))
    .sort()
}

async function readIfSafe(
  context: SafeServiceContext,
  safe: Address,
): Promise<SafeState | undefined> {
  try {
    return await readKnownSafe(context, { safe })
  } catch (error) {
    if (error instanceof NotASafeError) return undefined
    throw error
  }
}
