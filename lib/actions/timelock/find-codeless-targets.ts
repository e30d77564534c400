import type { Address, Client } from 'viem'
import { hasCode } from '@/lib/adapters/rpc/has-code'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

export type CodelessTarget = {
  /** Which call of the operation, from 0. */
  readonly call: number
  readonly target: Address
  /** `unknown`: the node does not keep the state of that block. */
  readonly atSchedule: boolean | 'unknown'
  readonly now: boolean
}

/**
 * The calls of an operation that carry data to an address without code, when it was scheduled or now. A timelock calls
 * without looking: such a call succeeds and does nothing, or whatever is put there before the execution.
 *
 * @param parameters.blockNumber The block of the facts.
 * @throws RpcUnreachableError
 */
export async function findCodelessTargets(
  client: Client,
  { operation, blockNumber }: { operation: QueuedOperation; blockNumber: bigint },
): Promise<CodelessTarget[]> {
  const { calls, instances, timelock } = operation
  const { chainId } = timelock
  const scheduled = instances.at(-1)?.scheduled.blockNumber
  const isBare = async (address: Address, block: bigint) =>
    !(await hasCode(client, { chainId, address, blockNumber: block }))
  const looked = calls.map(async ({ target, data }, call): Promise<CodelessTarget[]> => {
    // Ether alone goes to people's accounts as well.
    if (data === '0x') return []
    const [atSchedule, now] = await Promise.all([
      scheduled === undefined
        ? ('unknown' as const)
        : isBare(target, scheduled).catch(() => 'unknown' as const),
      isBare(target, blockNumber),
    ])
    return atSchedule === true || now ? [{ call, target, atSchedule, now }] : []
  })
  return (await Promise.all(looked)).flat()
}
