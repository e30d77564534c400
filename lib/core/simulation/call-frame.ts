import type { Address, Hash, Hex } from 'viem'

/** How a frame of a trace was entered. */
export type CallKind =
  | 'CALL'
  | 'CALLCODE'
  | 'DELEGATECALL'
  | 'STATICCALL'
  | 'CREATE'
  | 'CREATE2'
  | 'SELFDESTRUCT'

/** Bytes of a trace: their first ones, and how many there were. What a contract returns can be as long as it pleases. */
export type TracedBytes = { readonly data: Hex; readonly size: number }

/** An event as it was emitted. */
export type SimulatedLog = {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly data: TracedBytes
}

/** One call within a transaction. A tree is a list of these, each before the calls it makes, with its depth. */
export type CallFrame = {
  /** 0 for the transaction itself. */
  readonly depth: number
  readonly kind: CallKind
  readonly from: Address
  /** Whose code ran; of a creation, what was created. Undefined where nothing came to be. */
  readonly to?: Address | undefined
  /** In whose storage it ran: a delegatecall runs in that of its caller. */
  readonly context?: Address | undefined
  /** Wei that went along. A delegatecall moves none. */
  readonly value: bigint
  readonly gasUsed: bigint
  readonly input: TracedBytes
  readonly output: TracedBytes
  /** The node's word for how it failed; undefined where it did not. */
  readonly error?: string | undefined
  /** It failed, or something around it did: nothing of it remains. */
  readonly undone: boolean
}
