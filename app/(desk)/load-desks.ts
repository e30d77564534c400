import { cache } from 'react'
import type { Hash } from 'viem'
import { readDesk } from '@/lib/actions/read-desk'
import { type PublicConfig, publicConfigOf } from '@/lib/config/public-config'
import { getServerContext } from '@/lib/config/server-context'
import type { ProtocolDesk } from '@/lib/core/patch/desk'

export type LoadedDesks = {
  readonly desks: readonly ProtocolDesk[]
  readonly config: PublicConfig
}

/** Milliseconds: whoever waits in front of a page sees what was read last, with its age, rather than nothing. */
const patience = 3_000

/** Reads everything once per request, whoever of layout and page asks first. */
export const loadDesks = cache(async (digest?: Hash): Promise<LoadedDesks> => {
  const context = await getServerContext()
  const desks = await readDesk(context, { digest, patience })
  return { desks: withoutRepeats(desks), config: publicConfigOf(context.config) }
})

/**
 * A Safe that serves two protocols has one queue: what is about neither timelock is shown once. An operation is shown
 * with each timelock that has it: its id does not name the timelock, so the same calls have the same id at both.
 */
function withoutRepeats(desks: readonly ProtocolDesk[]): ProtocolDesk[] {
  const seen = new Set<string>()
  return desks.map((desk) => ({
    ...desk,
    records: desk.records.filter(({ key, operationId }) => {
      if (operationId) return true
      const isNew = !seen.has(key)
      seen.add(key)
      return isNew
    }),
  }))
}
