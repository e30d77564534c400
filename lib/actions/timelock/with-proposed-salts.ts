import { type Address, type Client, type Hash, zeroAddress } from 'viem'
import { findProposedSalt } from '@/lib/actions/timelock/find-proposed-salt'
import { isGovernorAt } from '@/lib/actions/timelock/is-governor-at'
import type { Call } from '@/lib/core/chain/call'
import { isOpen } from '@/lib/core/timelock/kind/last-instance'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

export type WithProposedSaltsParameters = {
  /** Those with a salt are left as they are. */
  readonly operations: readonly QueuedOperation[]
  /** What the transactions call that scheduled them. */
  readonly calls: ReadonlyMap<Hash, Call>
  /** No proposal is older than the timelock. */
  readonly fromBlock: bigint
  /** At which a Governor is asked whether it is one. */
  readonly blockNumber: bigint
}

/** The events of a Governor are many; those of so many operations are read at most in a turn. */
const mostLookedFor = 2

/** Where nothing was found, it is not looked again by this process. */
const inVain = new Set<string>()
const mostInVain = 10_000

/**
 * Finds salts that neither transaction nor trace has shown, of open operations that a Governor queued by the number of the
 * proposal: among its proposals. Whoever is no Governor of the timelock by its own word is not looked at.
 */
export async function withProposedSalts(
  client: Client,
  { operations, calls, fromBlock, blockNumber }: WithProposedSaltsParameters,
): Promise<QueuedOperation[]> {
  const asked = new Map<Address, boolean>()
  const isGovernor = async (address: Address, timelock: Address) => {
    const is =
      asked.get(address) ?? (await isGovernorAt(client, { address, timelock, blockNumber }))
    asked.set(address, is)
    return is
  }
  const salted: QueuedOperation[] = []
  let left = mostLookedFor
  for (const operation of operations) {
    const governor = proposerToAsk(operation, calls)
    if (left > 0 && governor && (await isGovernor(governor, operation.timelock.address))) {
      left -= 1
      salted.push(await withProposedSalt(client, operation, { governor, fromBlock }))
    } else salted.push(operation)
  }
  return salted
}

/** Who may be the Governor that scheduled it; undefined where its salt is not looked for. */
function proposerToAsk(
  operation: QueuedOperation,
  calls: WithProposedSaltsParameters['calls'],
): Address | undefined {
  const { salt, instances, missingCalls } = operation
  const last = instances.at(-1)
  if (salt !== 'unknown' || missingCalls !== undefined || !last || !isOpen(last)) return undefined
  const target = calls.get(last.scheduled.transactionHash)?.target
  return target === zeroAddress || inVain.has(keyOf(operation)) ? undefined : target
}

async function withProposedSalt(
  client: Client,
  operation: QueuedOperation,
  { governor, fromBlock }: { readonly governor: Address; readonly fromBlock: bigint },
): Promise<QueuedOperation> {
  const toBlock = operation.instances.at(-1)?.scheduled.blockNumber ?? fromBlock
  try {
    const { proven } = await findProposedSalt(client, { operation, governor, fromBlock, toBlock })
    if (proven) return { ...operation, salt: proven.salt, encoding: proven.kind }
    if (inVain.size >= mostInVain) inVain.clear()
    inVain.add(keyOf(operation))
  } catch {
    // The node may answer in another turn.
  }
  return operation
}

function keyOf({ timelock, id, instances }: QueuedOperation): string {
  return `${timelock.chainId}:${timelock.address}:${id}:${instances.at(-1)?.scheduled.transactionHash}`
}
