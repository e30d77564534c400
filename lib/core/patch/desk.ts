import type { Hash } from 'viem'
import type { CountedVerdicts } from '@/lib/core/check/count-verdicts'
import type { Alarm } from '@/lib/core/patch/alarm'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { LiveOperation, PatchRecord } from '@/lib/core/patch/patch-record'
import type { SafeNode } from '@/lib/core/safe/owner-tree'

/** What the chain alone says of a protocol at one block. */
export type ProtocolChain = {
  readonly facts: ProtocolFacts
  readonly operations: readonly LiveOperation[]
  /** What the owners of the Safe and of its guardian are. Absent where it was not asked. */
  readonly owners?: readonly SafeNode[] | undefined
}

/** A source of facts and whether it answered. A silent one is shown, not hidden. */
export type SourceAnswer = { readonly name: string; readonly problem: string | undefined }

/** What the last review of a record came to. */
export type RecordReview = {
  /** By its name; the same calls have one operation id at the timelocks of two. */
  readonly protocol: string
  readonly patch: Hash
  /** Of the report. */
  readonly report: Hash
  /** The number of the latest block at which a review came to the same. */
  readonly block: bigint
  readonly verdicts: CountedVerdicts
}

/** All that a page needs to know of one protocol. */
export type ProtocolDesk = {
  readonly name: string
  readonly chainId: number
  /** Undefined where the chain has never answered yet. */
  readonly chain: ProtocolChain | undefined
  /** When the chain was read, by the server's clock: milliseconds since the epoch. */
  readonly readAt: number
  /** Set where the chain does not answer now, or not all of it in time, and what is shown was read before. */
  readonly stale:
    | {
        readonly reason: string
        /** It has told its newest block, which is still being read. */
        readonly isAnswering?: boolean | undefined
      }
    | undefined
  readonly sources: readonly SourceAnswer[]
  readonly records: readonly PatchRecord[]
  /** What is not as it was when each record was first looked at, and has not ended. */
  readonly alarms?: readonly (Alarm & { readonly patch: Hash })[] | undefined
  /** What the last reviews of records came to, as this server made them; of a record without one nothing is known. */
  readonly reviews?: readonly RecordReview[] | undefined
  /** Names from the configuration, and of what orders its proxies' upgrades, by address in lower case. */
  readonly labels: Readonly<Record<string, string>>
}
