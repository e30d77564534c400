import type { Address, Hash, Hex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogDigits } from '@/lib/core/chain/log-digits'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import type { OperationGroup } from '@/lib/core/timelock/kind/operation-group'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { QueuedOperation, TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { RoleClaim, RoleQuestion } from '@/lib/core/timelock/kind/role-claim'
import type { Delays } from '@/lib/core/timelock/kind/silent-delay'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** An event as the node gave it, with its place. */
export type RawLog = {
  readonly topics: readonly Hex[]
  readonly data: Hex
  readonly position: LogPosition
  /**
   * Topics and data once more, where they still stand in the answer of the node: to be read without making texts of them. Only kinds
   * with `readsDigits` are given such events, whose other members are made when they are asked for, and not copied by `...`.
   */
  readonly digits?: LogDigits | undefined
}

/** What a contract answered to a call: its return data, or undefined where it reverted or was not asked. */
export type Answer = Hex | undefined

/** By what a contract is told to be a timelock, at one block. */
export type TimelockEvidence = {
  /** Of the address itself. */
  readonly code: Hex
  /** One for each of the adapter's `probes`, in their order. */
  readonly answers: readonly Answer[]
  /** Of a proxy or a clone. Absent where the address runs its own code, as far as is known. */
  readonly behind?: CodeBehind | undefined
}

/** What the contract itself says of an operation at one block. It wins over what its events tell. */
export type ChainStanding = {
  readonly standing: OperationStanding
  /** Seconds since the epoch; absent where the contract does not keep it. */
  readonly eta?: bigint | undefined
  /** Seconds since the epoch after which it cannot be executed any more, where rules that can change decide it. */
  readonly expires?: bigint | undefined
  /** What has to be executed, cancelled or skipped first. */
  readonly waitsFor?: Hash | undefined
  /** Of one that was cancelled: whether its predecessor is done. */
  readonly predecessorDone?: boolean | undefined
  /** It would be refused if it was due, for another reason than its predecessor. Said of what waits, too. */
  readonly refused?: true | undefined
  /** One sentence where the contract holds something that its events do not explain, or would refuse what is due. */
  readonly incident?: string | undefined
}

/**
 * All that is particular to one kind of timelock, as pure functions: which events to fetch, what they tell, what to ask
 * the contract and how to read its answers, and how to execute or cancel an operation.
 */
export type TimelockAdapter = {
  readonly kind: TimelockKind

  /** Calldata of the getters that tell this kind and its generation; asked of `timelock` at the block of the facts. */
  readonly probes: readonly Hex[]
  /**
   * Whether a contract is of this kind.
   *
   * @returns undefined where it is not.
   */
  detect(evidence: TimelockEvidence): TimelockDetection | undefined

  /** `topics[0]` of every event that `fold` and `foldSettings` read. */
  readonly topics: readonly Hash[]
  /** Whether it reads events from their digits. */
  readonly readsDigits?: true | undefined
  /** The operation that an event is about; undefined for an event of the settings and for one that does not decode. */
  operationIdOf(log: Pick<RawLog, 'topics' | 'data' | 'digits'>): Hash | undefined
  /**
   * What the events of one operation tell, in any order, repeated or not.
   *
   * @returns undefined where none of them schedules it.
   */
  fold(parameters: {
    timelock: ChainAddress
    id: Hash
    logs: readonly RawLog[]
    /** What `detect` found, for rules that differ between generations. */
    detection: TimelockDetection
  }): QueuedOperation | undefined
  /**
   * What becomes of an operation by later events alone: the same as `fold` of all of them, without the earlier ones.
   *
   * @param parameters.operation What `fold` has told of the earlier events.
   * @param parameters.logs Events after those, in the order of the chain, each once.
   * @returns undefined where all events have to be folded. Absent where they always have to be.
   */
  follow?(parameters: {
    operation: QueuedOperation
    logs: readonly RawLog[]
  }): QueuedOperation | undefined
  /** Whether events tell every salt, so that an operation without one misses some of its own; absent where none does. */
  tellsSalts?(detection: TimelockDetection): boolean
  /** The delays that can change without an event, how to ask for them, and how they are called; absent where none can. */
  readonly silentDelays?: {
    readonly names: Readonly<Partial<Record<keyof Delays, string>>>
    readonly probes: readonly Hex[]
    /** @returns undefined where they are not answered. */
    read(answers: readonly Answer[]): Delays | undefined
  }
  /** Roles, delays and admins as they changed, oldest first. */
  foldSettings(logs: readonly RawLog[]): readonly TimelockSetting[]
  /** How to ask the contract whether a claim about a role holds; undefined where it has no getter for it. */
  askRole?(claim: RoleClaim): RoleQuestion | undefined
  /** Getters of offices, by their names in the settings, whose first holder no event tells. */
  readonly silentOffices?: Readonly<Record<string, Hex>> | undefined
  /**
   * What a call to the timelock does with one operation; undefined for calldata of anything else. Present where the kind
   * can schedule without an event, a batch without calls: such operations are found by the calls that were made.
   */
  readCall?(data: Hex): TimelockCall | undefined
  /** How it is proven who scheduled an operation; absent where an event says it. */
  readonly scheduling?: {
    /** Of which whoever schedules has to hold one, by their names in the settings. */
    readonly roles: readonly string[]
    /** Whether a call that the timelock took scheduled the operation. */
    isBy(operation: QueuedOperation, data: Hex): boolean
    /** Whether a call scheduled it, if it is to a Governor that may; absent where none stands before the kind. */
    isByGovernor?(operation: QueuedOperation, call: Call): boolean
    /** What the timelock calls where it takes this calldata; absent where it never schedules by itself. */
    callsIn?(data: Hex): readonly Call[]
  }
  /** Which operations belong together; absent where each stands alone. */
  readonly grouping?: {
    /** `topics[0]` of the events by which the timelock's admin tells it. */
    readonly topics: readonly Hash[]
    /**
     * @param parameters.adminLogs Such events of the admin, in any order; none where it tells nothing.
     * @returns Oldest first, by the latest scheduling of each.
     */
    group(parameters: {
      operations: readonly QueuedOperation[]
      adminLogs: readonly RawLog[]
    }): readonly OperationGroup[]
  }

  /** What to ask the contract about an operation at one block. */
  questions(operation: QueuedOperation): readonly Call[]
  /** Accounts whose code decides whether it can be executed; absent where the kind looks at none. */
  codesAsked?(operation: QueuedOperation): readonly Address[]
  /**
   * Reads the answers.
   *
   * @param parameters.answers One for each of `questions`, in their order.
   * @param parameters.codes Runtime code, one for each of `codesAsked`, in their order.
   * @param parameters.now Time of the block, seconds since the epoch; never a wall clock.
   */
  readStanding(parameters: {
    operation: QueuedOperation
    detection: TimelockDetection
    answers: readonly Answer[]
    codes?: readonly Answer[] | undefined
    now: bigint
  }): Known<ChainStanding>

  /** The call that executes it; undefined where it cannot be built from what is known (a salt that nobody told). */
  encodeExecute(operation: QueuedOperation): Call | undefined
  /**
   * The call that cancels it, and nothing else, to be made by whoever may.
   *
   * @param standing For kinds that can cancel only what is next.
   */
  encodeCancel(operation: QueuedOperation, standing?: ChainStanding): Call | undefined
}
