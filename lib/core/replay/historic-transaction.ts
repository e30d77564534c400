import type { Address, Hash, Hex } from 'viem'

/** The block that held a transaction, as far as code can ask for it. */
export type HistoricBlock = {
  readonly number: bigint
  readonly hash: Hash
  /** Seconds. */
  readonly timestamp: bigint
  readonly coinbase: Address
  /** Wei per gas. */
  readonly baseFee: bigint
  readonly gasLimit: bigint
  readonly prevRandao: Hash
}

/** An event as a receipt has it, whole. */
export type WholeLog = {
  readonly address: Address
  readonly topics: readonly Hash[]
  readonly data: Hex
}

/** What the chain says that a transaction did. */
export type HistoricReceipt = {
  readonly succeeded: boolean
  readonly gasUsed: bigint
  readonly logs: readonly WholeLog[]
}

/** A transaction that was mined, with its receipt. */
export type HistoricTransaction = {
  readonly hash: Hash
  readonly block: HistoricBlock
  /** Its place in the block. */
  readonly index: number
  readonly from: Address
  /** Undefined where it created a contract. */
  readonly to: Address | undefined
  readonly value: bigint
  readonly input: Hex
  readonly gas: bigint
  /** What it paid, in wei per gas. */
  readonly gasPrice: bigint
  /** As the node gave them; handed on as they are. */
  readonly accessList?: readonly unknown[] | undefined
  readonly authorizationList?: readonly unknown[] | undefined
  readonly receipt: HistoricReceipt
}
