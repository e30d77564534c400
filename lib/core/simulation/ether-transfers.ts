import type { Address } from 'viem'
import type { CallFrame } from './call-frame'

/** Wei that a call carried, a creation, or a contract that ended. */
export type EtherTransfer = {
  readonly from: Address
  readonly to: Address
  readonly amount: bigint
}

/** The ether that moved in a transaction: what calls carried that were not undone. */
export function etherTransfers(frames: readonly CallFrame[]): EtherTransfer[] {
  return frames.flatMap(({ kind, from, to, value, undone }) =>
    undone || value === 0n || to === undefined || kind === 'DELEGATECALL'
      ? []
      : [{ from, to, amount: value }],
  )
}
