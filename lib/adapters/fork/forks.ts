import { createTurns, type TakeTurn } from '@/lib/adapters/confined/turns'

/** Bounds of one fork. */
export type ForkLimits = {
  /** From its start to its end. */
  readonly seconds: number
  /** Bytes of one answer. */
  readonly answer: number
  /** Calls of one transaction, and bytes of each that are kept. */
  readonly frames: number
  readonly bytes: number
  /** Gas up to which what was hashed is traced: that costs a second for some 500,000. */
  readonly tracedGas: bigint
}

/** How many forks run at one time, and how much each may use. */
export type Forks = {
  readonly limits: ForkLimits
  readonly takeTurn: TakeTurn
}

const usual: ForkLimits = {
  seconds: 300,
  answer: 32_000_000,
  frames: 5_000,
  bytes: 4_096,
  tracedGas: 10_000_000n,
}

/** What `openFork` takes. Starts nothing. */
export function createForks({
  concurrency = 2,
  limits,
}: {
  /** Forks at one time; the rest wait. Each takes a processor and some 100 MB. */
  readonly concurrency?: number | undefined
  readonly limits?: Partial<ForkLimits> | undefined
} = {}): Forks {
  return { limits: { ...usual, ...limits }, takeTurn: createTurns(concurrency) }
}
