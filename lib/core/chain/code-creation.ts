import type { Address, Hash, Hex } from 'viem'

/** When code came to an address, and by whom where that could be told. */
export type CodeCreation = {
  readonly block: bigint
  /** Seconds since the epoch. */
  readonly timestamp: bigint
  /** Undefined where it was not found: another contract made it. */
  readonly deployer?: Address | undefined
  readonly transaction?: Hash | undefined
  /** What that transaction carried: the creation code, and behind it what its constructor was given. */
  readonly input?: Hex | undefined
}
