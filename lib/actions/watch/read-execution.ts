import type { Hash } from 'viem'
import { readEffects, recordEffects, stepOf } from '@/lib/actions/watch/record-effects'
import { type WatchContext, type WatchedPatch, watchKeyOf } from '@/lib/actions/watch/watch-context'
import type { Store } from '@/lib/adapters/store/store'
import { BaseError } from '@/lib/core/error/base-error'
import type { EffectsReport, EffectsStep } from '@/lib/core/report/effects-report'

export type EffectsReading = {
  readonly effects: { readonly report: EffectsReport; readonly hash: Hash } | undefined
  /** It is being compared; when that is done, the heads tell. */
  readonly isRunning: boolean
  /** Why the last attempt came to nothing. */
  readonly failure: string | undefined
}

/** Seconds after which one that came to nothing is tried again. */
const retryAfter = 60

type Attempt = { readonly at: number; readonly failure: string | undefined }
type Work = { readonly running: Set<string>; readonly attempts: Map<string, Attempt> }

const works = new WeakMap<Store, Work>()

/** What a step of a patch did, compared once and kept. Begins where nobody has, never waits; undefined where it was not taken. */
export async function readExecution(
  context: WatchContext,
  {
    protocol,
    record,
    chain,
  }: Pick<WatchedPatch, 'protocol' | 'record'> & {
    /** Undefined while the chain is silent. */
    readonly chain: WatchedPatch['chain'] | undefined
  },
  step: EffectsStep,
): Promise<EffectsReading | undefined> {
  if (!stepOf(record, step)) return undefined
  const key = watchKeyOf({ protocol, record })
  const name = `${key.chainId}:${key.timelock}:${key.patch}:${step}`
  const { running, attempts } = works.get(context.store) ?? begin(context.store)
  const effects = await readEffects(context, { protocol, record }, step)
  const last = attempts.get(name)
  const isDue = !last || Date.now() - last.at >= retryAfter * 1_000
  if (!effects && chain && !running.has(name) && isDue) {
    running.add(name)
    void recordEffects(context, { protocol, record, chain }, step)
      .then(() => undefined, reasonOf)
      .then((failure) => {
        running.delete(name)
        attempts.set(name, { at: Date.now(), failure })
      })
  }
  return { effects, isRunning: running.has(name), failure: attempts.get(name)?.failure }
}

function begin(store: Store): Work {
  const work: Work = { running: new Set(), attempts: new Map() }
  works.set(store, work)
  return work
}

function reasonOf(error: unknown): string {
  if (error instanceof BaseError) return error.shortMessage
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`)
  return 'The server failed.'
}
