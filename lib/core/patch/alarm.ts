import type { WatchedKind } from '@/lib/core/patch/watched-fact'

/** Something that a patch rests on is not as it was when the patch was first looked at. */
export type Alarm = {
  readonly kind: WatchedKind
  /** `code of 0x…`; of an effect what it writes, moves or emits. */
  readonly what: string
  readonly before: string
  readonly after: string
  /** Blocks at which it was seen first and last. */
  readonly firstBlock: bigint
  readonly lastBlock: bigint
  /** Block at which it was as before again; undefined while it lasts. */
  readonly endedBlock?: bigint | undefined
}

/** What changes what an execution does, or whether it can be done; the rest changes who may do what later. */
const ofExecution: ReadonlySet<WatchedKind> = new Set([
  'code',
  'implementation',
  'predecessor',
  'effect',
])

export function isActive({ endedBlock }: Alarm): boolean {
  return endedBlock === undefined
}

/** Whether nobody should execute, from here, what was scheduled before. */
export function stopsExecution(alarm: Alarm): boolean {
  return isActive(alarm) && ofExecution.has(alarm.kind)
}
