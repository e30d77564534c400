import type { Address } from 'viem'

/** A question to a contract that is answered differently after a patch. */
export type ReadChange = {
  readonly contract: Address
  /** `exchangeRate()`, `balanceOf(0x…)`. */
  readonly expression: string
  /** The answer in words; that it reverts is an answer. */
  readonly before: string
  readonly after: string
}
