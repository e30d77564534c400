import type { Client } from 'viem'
import type { WorkshopContext } from '@/lib/actions/review/server-workshop'
import { createForks } from '@/lib/adapters/fork/forks'
import type { WatchKey } from '@/lib/adapters/store/watch-key'
import type { ProtocolConfig } from '@/lib/config/config'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'

/** What looking at patches needs of the server. */
export type WatchContext = WorkshopContext & {
  readonly clientFor: (chainId: number) => Client
  /** Where a fork reaches the nodes of a chain. */
  readonly forkUrlFor: (chainId: number) => Promise<string>
}

/** A patch with what is known of its chain. */
export type WatchedPatch = {
  readonly protocol: ProtocolConfig
  readonly record: PatchRecord
  readonly chain: ProtocolChain
}

/** One look at a time: it is short, and must not wait for the long simulations that somebody reads. */
export const lookForks = createForks({ concurrency: 1 })

/** Under what the looks at a patch are kept. */
export function watchKeyOf({
  protocol,
  record,
}: Pick<WatchedPatch, 'protocol' | 'record'>): WatchKey {
  const { chainId, timelock } = protocol
  return { chainId, timelock, patch: record.key }
}
