import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { refineTimelock } from '@/lib/actions/timelock/refine-timelock'
import type { FollowedTimelock } from '@/lib/adapters/store/followed-timelock'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { readTimelockLogs } from '@/lib/adapters/store/read-timelock-logs'
import { saveDetection } from '@/lib/adapters/store/save-detection'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { TimelockVerdict } from '@/lib/core/timelock/kind/detect-timelock'
import { changedDelays, type SilentDelay } from '@/lib/core/timelock/kind/silent-delay'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type RefreshDetectionParameters = {
  readonly timelock: ChainAddress
  /** Code behind a proxy and a getter that is overridden change without an event: it is looked at after so many blocks. */
  readonly everyBlocks: bigint
}

/**
 * Tells anew what an indexed timelock is, now with its history and its roles: at first, when its settings have changed, when
 * blocks were taken back, and once in a while. Delays that it has changed without an event are noted. What answers otherwise than as the kind that it was
 * found to be keeps its kind, since its operations were read by it, and is told as critical.
 *
 * @returns Whether it was told anew: not where the timelock has moved on, or back, in the meantime.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError, RpcUnreachableError
 */
export async function refreshDetection(
  context: IndexContext,
  { timelock, everyBlocks }: RefreshDetectionParameters,
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
  // With blocks that are taken back the word on its roles goes, too: what it was found to be may have been found there.
  const isKept = followed.roles !== undefined
  if (isRecent && isKept && changed <= last) return false
  const verdict = await detectTimelockAt(context, { timelock, block })
  const isSame = verdict.isTimelock && verdict.detection.kind === followed.detection.kind
  const detection = isSame
    ? await refineTimelock(clientFor(timelock.chainId), {
        timelock,
        detection: verdict.detection,
        logs,
        blockNumber: block.number,
      })
    : withOtherAnswers(followed.detection, verdict)
  const silent = isSame ? silentlyChanged({ followed, detection, block, logs }) : []
  const silentDelays = silent.length > 0 ? [...followed.silentDelays, ...silent] : undefined
  const now = context.now()
  return await saveDetection(store, { timelock, indexed: block, detection, silentDelays, now })
}

/** Delays that are others than when they were asked last, and no event since then says so. */
function silentlyChanged({
  followed,
  detection,
  block,
  logs,
}: {
  followed: FollowedTimelock
  detection: TimelockDetection
  block: Block
  logs: readonly RawLog[]
}): SilentDelay[] {
  const { detectedBlock } = followed
  const { silentDelays, foldSettings } = timelockAdapters[detection.kind]
  if (!silentDelays || detectedBlock === undefined) return []
  const told = foldSettings(logs).filter(({ position }) => position.blockNumber > detectedBlock)
  const { number: blockNumber, hash: blockHash, timestamp: blockTimestamp } = block
  return changedDelays(followed.detection, detection).flatMap(({ of, before, after }) => {
    const name = silentDelays.names[of]
    if (name === undefined) return []
    const isTold = told.some((one) => one.what === 'delay' && one.name === name)
    return isTold ? [] : [{ name, before, after, blockNumber, blockHash, blockTimestamp }]
  })
}

const otherAnswers = 'answers-otherwise'

/** Its code was replaced, or is not what it seemed to be. */
function withOtherAnswers(
  detection: TimelockDetection,
  verdict: TimelockVerdict,
): TimelockDetection {
  const found = verdict.isTimelock ? `It answers as ${verdict.detection.kind} now.` : verdict.reason
  return {
    ...detection,
    badges: [
      {
        id: otherAnswers,
        severity: 'critical',
        title: 'It does not answer as the timelock that it was any more.',
        detail: `${found} What its events tell need not hold: look at what code stands there before relying on any delay.`,
      },
      ...detection.badges.filter(({ id }) => id !== otherAnswers),
    ],
  }
}
