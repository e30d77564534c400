import { cache } from 'react'
import { readDrift } from '@/lib/actions/watch/read-drift'
import { type EffectsReading, readExecution } from '@/lib/actions/watch/read-execution'
import { getServerContext } from '@/lib/config/server-context'
import type { DriftReading } from '@/lib/core/patch/drift-reading'
import type { FoundRecord } from '@/lib/core/patch/find-record'
import { isWatched } from '@/lib/core/patch/is-watched'
import type { EffectsStep } from '@/lib/core/report/effects-report'

/** Seconds of the chain after which a page looks anew: somebody is about to sign or to execute. */
const soon = 30n
/** Where nothing can be done yet, the looks in the background are enough. */
const later = 300n

/** What has changed under a patch that waits; undefined where nothing is watched. A look that is too old is made anew. */
export const loadDrift = cache(
  async ({ desk, record }: FoundRecord): Promise<DriftReading | undefined> => {
    const context = await getServerContext()
    const protocol = protocolOf(context.config.protocols, desk)
    if (!protocol || !isWatched(record)) return undefined
    const isNear = record.stage === 'proposed' || record.stage === 'ready'
    return await readDrift(context, {
      protocol,
      record,
      chain: desk.stale ? undefined : desk.chain,
      maximumAge: isNear ? soon : later,
    })
  },
)

/** What a step of a patch did, beside what it was expected to do; undefined where it was not taken. */
export const loadEffects = cache(
  async ({ desk, record }: FoundRecord, step: EffectsStep): Promise<EffectsReading | undefined> => {
    const context = await getServerContext()
    const protocol = protocolOf(context.config.protocols, desk)
    if (!protocol) return undefined
    const chain = desk.stale ? undefined : desk.chain
    return await readExecution(context, { protocol, record, chain }, step)
  },
)

function protocolOf<T extends { readonly name: string; readonly chainId: number }>(
  protocols: readonly T[],
  { name, chainId }: { readonly name: string; readonly chainId: number },
): T | undefined {
  return protocols.find((one) => one.name === name && one.chainId === chainId)
}
