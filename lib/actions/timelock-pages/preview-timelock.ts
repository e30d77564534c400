import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import { type IndexContext, indexContextOf } from '@/lib/actions/timelock/index-context'
import {
  type RecognisedAddress,
  recogniseAddress,
} from '@/lib/actions/timelock-pages/recognise-address'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import type { ServerContext } from '@/lib/config/server-context'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { BaseError } from '@/lib/core/error/base-error'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type TimelockPreview =
  | { readonly kind: 'timelock'; readonly detection: TimelockDetection; readonly head: bigint }
  /** One sentence on why it is none, and what it is instead. */
  | { readonly kind: 'other'; readonly reason: string; readonly found: RecognisedAddress }
  /** The chain could not be asked. */
  | { readonly kind: 'silent'; readonly error: BaseError }

/** What stands at an address that is not followed; nothing of it is kept. */
export async function previewTimelock(
  context: ServerContext,
  timelock: ChainAddress,
): Promise<TimelockPreview> {
  return await preview(indexContextOf(context), timelock)
}

async function preview(context: IndexContext, timelock: ChainAddress): Promise<TimelockPreview> {
  try {
    const { head } = await readAgreedHead(context.nodesFor(timelock.chainId))
    const verdict = await detectTimelockAt(context, { timelock, block: head })
    if (!verdict.isTimelock) {
      const client = context.clientFor(timelock.chainId)
      const found = await recogniseAddress(client, { at: timelock, blockNumber: head.number })
      return { kind: 'other', reason: verdict.reason, found }
    }
    return { kind: 'timelock', detection: verdict.detection, head: head.number }
  } catch (error) {
    if (error instanceof BaseError) return { kind: 'silent', error }
    throw error
  }
}
