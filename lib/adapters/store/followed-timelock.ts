import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { type AskedRoles, readAskedRoles } from '@/lib/core/timelock/kind/asked-roles'
import { readDetectionJson } from '@/lib/core/timelock/kind/detection-json'
import { readSilentDelays, type SilentDelay } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { timelocks } from './timelock-schema'

/** Why the operations of a timelock are kept up to date: it is configured, somebody asked for it, or a search found it. */
export type FollowedWhy = 'config' | 'asked' | 'found'

/** A timelock whose operations are kept up to date. */
export type FollowedTimelock = {
  readonly timelock: ChainAddress
  /** What it was found to be, with what whoever relies on it should know. */
  readonly detection: TimelockDetection
  /** At which block that was told with its history and roles; undefined where only its code was looked at. */
  readonly detectedBlock: bigint | undefined
  /** Changes of its delays of which no event tells, as they were noticed; oldest first. */
  readonly silentDelays: readonly SilentDelay[]
  /** Who holds which role, by the events and by the contract; undefined where it was not asked. */
  readonly roles: AskedRoles | undefined
  /** The block in which its code came to be. */
  readonly firstBlock: Known<bigint>
  /** The block with which scanning begins. */
  readonly scanFrom: bigint
  readonly why: FollowedWhy
  readonly since: Date
  /** When somebody last looked at it. */
  readonly lookedAt: Date
  /** The block up to which its operations are known; undefined before the first scan has ended. */
  readonly indexed: Block | undefined
  /** Up to here a reorganisation is not expected any more. */
  readonly finalizedBlock: bigint | undefined
  /** The newest block that was heard of: with `indexed`, how far there is to go. */
  readonly headBlock: bigint | undefined
  /** When its nodes last told their newest block, by the server's clock: as old is what is known of it. */
  readonly heardAt: Date | undefined
  /** Why it cannot be brought up to date now, and since when. */
  readonly problem: { readonly text: string; readonly since: Date } | undefined
  /** When anything about it last changed. */
  readonly modified: Date
}

/** Reads a row. */
export function toFollowedTimelock(row: typeof timelocks.$inferSelect): FollowedTimelock {
  const { chainId, address, indexedBlock, indexedHash, indexedTimestamp, problem } = row
  return {
    timelock: { chainId, address },
    detection: readDetectionJson(row.detection),
    detectedBlock: row.detectedBlock ?? undefined,
    silentDelays: row.silentDelays === null ? [] : readSilentDelays(row.silentDelays),
    roles: row.roles === null ? undefined : readAskedRoles(row.roles),
    firstBlock:
      row.firstBlock === null
        ? { known: false, reason: row.firstBlockProblem ?? 'it was not looked for' }
        : { known: true, value: row.firstBlock },
    scanFrom: row.scanFrom,
    why: row.followedWhy,
    since: row.followedSince,
    lookedAt: row.lookedAt,
    indexed:
      indexedBlock === null || indexedHash === null || indexedTimestamp === null
        ? undefined
        : { number: indexedBlock, hash: indexedHash, timestamp: indexedTimestamp },
    finalizedBlock: row.finalizedBlock ?? undefined,
    headBlock: row.headBlock ?? undefined,
    heardAt: row.heardAt ?? undefined,
    problem:
      problem === null ? undefined : { text: problem, since: row.problemSince ?? row.modified },
    modified: row.modified,
  }
}
