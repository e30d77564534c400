import { type Address, type Client, isAddressEqual } from 'viem'
import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { readAccountCode } from '@/lib/adapters/rpc/read-account-code'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { BaseError } from '@/lib/core/error/base-error'
import { deepestNesting, type OwnerNode, type SafeNode } from '@/lib/core/safe/owner-tree'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** More owners in all than anybody looks at; a Safe can be made to own thousands of others. */
const mostReads = 200

type Reading = { client: Client; blockNumber: bigint; left: number }

/**
 * Reads what the owners of a Safe are, at one block: accounts, contracts, and Safes with their own owners, three levels down. What
 * cannot be read is unknown, a Safe above itself is a cycle, and neither is looked into. Never throws.
 */
export async function readOwnerTree(
  client: Client,
  { state, blockNumber }: { state: SafeState; blockNumber: bigint },
): Promise<SafeNode> {
  const reading = { client, blockNumber, left: mostReads }
  return await readNode(reading, state, [state.safe.address])
}

async function readNode(
  reading: Reading,
  state: SafeState,
  above: readonly Address[],
): Promise<SafeNode> {
  const owners = await Promise.all(
    state.owners.map((owner) => readOwner(reading, state.safe.chainId, owner, above)),
  )
  return { kind: 'safe', address: state.safe.address, state, owners }
}

async function readOwner(
  reading: Reading,
  chainId: number,
  address: Address,
  above: readonly Address[],
): Promise<OwnerNode> {
  if (above.some((each) => isAddressEqual(each, address))) return { kind: 'cycle', address }
  reading.left -= 1
  if (reading.left < 0) return { kind: 'unknown', address, reason: 'too many owners to look at' }
  const { client, blockNumber } = reading
  try {
    const { account } = await readAccountCode(client, { chainId, address, blockNumber })
    if (account.kind === 'none') return { kind: 'account', address }
    if (account.delegate) return { kind: 'delegated', address, delegate: account.delegate }
    const state = await readIfSafe(client, { chainId, address, blockNumber })
    if (!state) return { kind: 'contract', address }
    if (above.length > deepestNesting) return { kind: 'too-deep', address }
    return await readNode(reading, state, [...above, address])
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    return { kind: 'unknown', address, reason: error.shortMessage }
  }
}

async function readIfSafe(
  client: Client,
  at: { chainId: number; address: Address; blockNumber: bigint },
): Promise<SafeState | undefined> {
  try {
    return await readSafe(client, at)
  } catch (error) {
    if (error instanceof NotASafeError) return undefined
    throw error
  }
}
