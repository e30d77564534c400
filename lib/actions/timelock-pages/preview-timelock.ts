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

/** Milliseconds for which what somebody did not wait for is kept, so that they get it when they ask again. */
const keptFor = 30_000

/** Milliseconds after which one that is under way counts as lost: its node may have been silent when it was asked, and answer now. */
const lostAfter = 15_000

type Reading = { readonly at: number; readonly preview: Promise<TimelockPreview>; isOver: boolean }

const readings = new WeakMap<object, Map<string, Reading>>()

/**
 * What stands at an address that is not followed; nothing of it is kept but what came too late for whoever asked.
 *
 * @param parameters.patience Milliseconds after which whoever waits is told that the chain takes long.
 */
export async function previewTimelock(
  context: ServerContext,
  { patience, ...timelock }: ChainAddress & { readonly patience: number },
): Promise<TimelockPreview> {
  const { chainId, address } = timelock
  const key = `${chainId}:${address}`
  const ofStore = readings.get(context.store) ?? new Map<string, Reading>()
  readings.set(context.store, ofStore)
  const reading = underWay(ofStore.get(key)) ?? begin(indexContextOf(context), timelock)
  ofStore.set(key, reading)
  const letGo = () => void (ofStore.get(key) === reading && ofStore.delete(key))
  reading.preview.catch(letGo)
  const told = await inTime(reading.preview, await untilSilent(context, { chainId, patience }))
  if (told) {
    letGo()
    return told
  }
  reading.preview.then(({ kind }) => {
    if (kind === 'silent') letGo()
    else setTimeout(letGo, keptFor).unref()
  }, letGo)
  const error = new BaseError('The chain has not told in time what stands there.', {
    facts: [['Chain', String(chainId)]],
    hint: 'It is still being asked. Ask again in a moment.',
    retry: true,
  })
  return { kind: 'silent', error }
}

function begin(context: IndexContext, timelock: ChainAddress): Reading {
  const reading: Reading = { at: Date.now(), preview: preview(context, timelock), isOver: false }
  const end = () => {
    reading.isOver = true
  }
  reading.preview.then(end, end)
  return reading
}

function underWay(reading: Reading | undefined): Reading | undefined {
  return reading && (reading.isOver || Date.now() - reading.at < lostAfter) ? reading : undefined
}

/** How long an answer is worth waiting for: not at all where the chain is known to be silent. In milliseconds. */
async function untilSilent(
  context: ServerContext,
  { chainId, patience }: { readonly chainId: number; readonly patience: number },
): Promise<number> {
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
