import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { refreshDetection } from '@/lib/actions/timelock/refresh-detection'
import { askContract } from '@/lib/adapters/rpc/ask-contract'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { changedDelays } from '@/lib/core/timelock/kind/silent-delay'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

/**
 * Asks a timelock whose delays change without an event for them, at the block up to which it is indexed. Where they are others
 * it is told anew what it is.
 *
 * @returns Whether they were others.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError, RpcUnreachableError
 */
export async function askDelays(
  context: IndexContext,
  { timelock }: { readonly timelock: ChainAddress },
): Promise<boolean> {
  const followed = await readTimelock(context.store, timelock)
  const block = followed?.indexed
  const silent = followed && timelockAdapters[followed.detection.kind].silentDelays
  if (!block || !silent) return false
  const answers = await askContract(context.nodesFor(timelock.chainId), {
    questions: silent.probes.map((data) => ({ call: { target: timelock.address, data } })),
    block,
  })
  // What was not answered tells nothing: it is asked again in the next turn.
  const delays = silent.read(answers.map((each) => ('answer' in each ? each.answer : undefined)))
  if (!delays || changedDelays(followed.detection, delays).length === 0) return false
  return await refreshDetection(context, { timelock, everyBlocks: 0n })
}
