import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { refineTimelock } from '@/lib/actions/timelock/refine-timelock'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import { saveDetection } from '@/lib/adapters/store/save-detection'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** Code behind a proxy and a getter that is overridden change without an event: a day of Ethereum's blocks. */
const everyBlocks = 7_200n

/**
 * Tells anew what an indexed timelock is, now with its history and its roles: at first, when its settings have changed, and
 * once in a while. What answers like no timelock any more keeps what it was found to be; its operations are held against the
 * contract anyway.
 *
 * @returns Whether it was told anew.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError, RpcUnreachableError
 */
export async function refreshDetection(
  context: IndexContext,
  { timelock }: { readonly timelock: ChainAddress },
): Promise<boolean> {
  const { store, clientFor } = context
  const followed = await readTimelock(store, timelock)
  const block = followed?.indexed
  if (!block) return false
  const logs = (await readTimelockLogs(store, { timelock, of: 'settings' })).map(({ log }) => log)
  const changed = logs.at(-1)?.position.blockNumber ?? 0n
  const last = followed.detectedBlock
  // After a reorganisation it can be of a block that is no more.
  const isRecent = last !== undefined && last <= block.number && block.number - last < everyBlocks
  if (isRecent && changed <= last) return false
  const verdict = await detectTimelockAt(context, { timelock, block })
  if (!verdict.isTimelock) return false
  const detection = await refineTimelock(clientFor(timelock.chainId), {
    timelock,
    detection: verdict.detection,
    logs,
    blockNumber: block.number,
  })
  const blockNumber = block.number
  await saveDetection(store, { timelock, detection, blockNumber, now: context.now() })
  return true
}
