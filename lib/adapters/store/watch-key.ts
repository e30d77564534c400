import { and, eq } from 'drizzle-orm'
import type { Address, Hash } from 'viem'
import { alarms, watches } from './schema'

/** Which patch is watched. `patch` is what the record is addressed by. */
export type WatchKey = {
  readonly chainId: number
  readonly timelock: Address
  readonly patch: Hash
}

export function isWatch({ chainId, timelock, patch }: WatchKey) {
  return and(eq(watches.chainId, chainId), eq(watches.timelock, timelock), eq(watches.patch, patch))
}

export function isAlarmOf({ chainId, timelock, patch }: WatchKey) {
  return and(eq(alarms.chainId, chainId), eq(alarms.timelock, timelock), eq(alarms.patch, patch))
}
