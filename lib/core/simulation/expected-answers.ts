import type { Address } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { Comparator, PairExpectation } from './expectations'
import type { PlainValue } from './expression'
import type { Ratio } from './ratio'

/** What a view answered; where it gave no answer that can be read, why: that it reverts is a reason. */
export type ViewAnswer = Known<PlainValue>

/** The same on the chain without and with the patch. */
export type BothWorlds<T> = { readonly before: T; readonly after: T }

/** Whether the configuration says it, or it follows from what a contract is. */
export type ExpectationOrigin = 'declared' | 'derived'

export type InvariantAnswer = {
  readonly name: string
  /** As it was written. */
  readonly view: string
  readonly is: Comparator
  readonly to?: string | undefined
  /** At once, and at the end of each journey. */
  readonly moments: readonly (BothWorlds<{
    readonly view: ViewAnswer
    readonly to?: ViewAnswer | undefined
  }> & { readonly when: string })[]
}

/** How a journey went: step by step up to the first that fails, or why it could not begin. */
export type JourneyRun = Known<{
  readonly steps: readonly {
    readonly call: string
    readonly by: Address
    /** Why it failed; undefined where it did not. */
    readonly failure?: string | undefined
  }[]
}>

export type JourneyAnswer = BothWorlds<JourneyRun> & {
  readonly name: string
  readonly origin: ExpectationOrigin
}

export type PriceAnswer = BothWorlds<{
  readonly price: ViewAnswer
  readonly decimals: ViewAnswer
  readonly reference?: ViewAnswer | undefined
}> & {
  readonly name: string
  readonly origin: ExpectationOrigin
  readonly view: string
  /** The view that it has to be near. */
  readonly near?: string | undefined
  readonly maxChangeBps: number
}

export type PairAnswer = BothWorlds<{ readonly left: ViewAnswer; readonly right: ViewAnswer }> & {
  readonly name: string
  readonly rule: PairExpectation['rule']
  readonly left: string
  readonly right: string
  readonly min?: Ratio | undefined
  readonly max?: Ratio | undefined
}

/** What a call came to, as the contract that makes it sees it. */
export type CallResult =
  | { readonly succeeded: true; readonly size: number }
  | { readonly succeeded: false; readonly reason: string }

export type ConsumerAnswer = BothWorlds<CallResult> & {
  readonly origin: ExpectationOrigin
  readonly consumer: Address
  readonly call: string
  /** What `each` stands for in it. */
  readonly each?: Address | undefined
}

/** Contracts that rely on a patched one, as far as anybody says or their getters tell. */
export type ConsumerAnswers = {
  readonly calls: readonly ConsumerAnswer[]
  /** What is known to be called and was not tried, and why. */
  readonly untried: readonly { readonly where: string; readonly what: string }[]
}
