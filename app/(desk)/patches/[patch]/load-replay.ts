import { cache } from 'react'
import { type ReplayReading, readReplayOfPatch } from '@/lib/actions/replay/read-replay-of-patch'
import { getServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { isOpen } from '@/lib/core/patch/stage'
import type { ReviewInput } from '@/lib/core/report/review-input'
import { reviewInputOf } from '@/lib/core/report/review-input-of'

export type LoadedReplay = ReplayReading & {
  readonly timelock: ChainAddress
  /** What would be replayed now; undefined where it is over, or the chain is silent. */
  readonly input: ReviewInput | undefined
}

/**
 * What past transactions tell of a patch, and how far a replay is. One that lost its process goes on where somebody looks who
 * `mayBegin` one. Undefined where nothing can be said of it.
 */
export const loadReplay = cache(
  async (found: FoundRecord, mayBegin = false): Promise<LoadedReplay | undefined> => {
    const { desk, record } = found
    const context = await getServerContext()
    const protocol = context.config.protocols.find(
      ({ name, chainId }) => name === desk.name && chainId === desk.chainId,
    )
    if (!protocol) return undefined
    const timelock = { chainId: protocol.chainId, address: protocol.timelock }
    const { chain, stale } = desk
    const input =
      isOpen(record.stage) && chain && !stale
        ? reviewInputOf({ record, chain, protocol })
        : undefined
    const at = { timelock, key: record.key }
    const reading = await readReplayOfPatch(context, { ...at, input, mayBegin })
    return { ...reading, timelock, input }
  },
)
