import { heardClient } from '@/lib/actions/heard-client'
import { inTime } from '@/lib/actions/in-time'
import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import { type IndexContext, indexContextOf } from '@/lib/actions/timelock/index-context'
import {
  type RecognisedAddress,
  recogniseAddress,
} from '@/lib/actions/timelock-pages/recognise-address'
import { readAgreedHead } from '@/lib/adapters/rpc/read-agreed-head'
import { silentClient } from '@/lib/adapters/rpc/silent-client'
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

/** Milliseconds: whoever waits in front of a page is told that the chain takes long. */
const patience = 4_000

/** Milliseconds for which what somebody did not wait for is kept, so that they get it when they ask again. */
const keptFor = 30_000

const readings = new WeakMap<object, Map<string, Promise<TimelockPreview>>>()

/** What stands at an address that is not followed; nothing of it is kept but what came too late for whoever asked. */
export async function previewTimelock(
  context: ServerContext,
  timelock: ChainAddress,
): Promise<TimelockPreview> {
  const { chainId, address } = timelock
  const key = `${chainId}:${address}`
  const ofStore = readings.get(context.store) ?? new Map<string, Promise<TimelockPreview>>()
  readings.set(context.store, ofStore)
  const reading = ofStore.get(key) ?? preview(indexContextOf(context), timelock)
  ofStore.set(key, reading)
  const letGo = () => void (ofStore.get(key) === reading && ofStore.delete(key))
  reading.catch(letGo)
  const told = await inTime(reading, await untilSilent(context, chainId))
  if (told) {
    letGo()
    return told
  }
  reading.then(({ kind }) => {
    if (kind === 'silent') letGo()
    else setTimeout(letGo, keptFor).unref()
  }, letGo)
  const hint = 'It is still being asked. Ask again in a moment.'
  const error = new BaseError('The chain has not told in time what stands there.', {
    facts: [['Chain', String(chainId)]],
    ...{ hint, retry: true },
  })
  return { kind: 'silent', error }
}

/** How long an answer is worth waiting for: not at all where the chain is known to be silent. In milliseconds. */
async function untilSilent(context: ServerContext, chainId: number): Promise<number> {
  const began = performance.now()
  const client = await heardClient(context, { chainId, patience })
  return client === silentClient
    ? 0
    : Math.max(patience - (performance.now() - began), patience / 2)
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
