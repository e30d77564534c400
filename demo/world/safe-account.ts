import type { Address } from 'viem'
import type { SafeVersion } from '@/demo/chain/safe-contracts'

/** A Safe of the demo, with which of Anvil's accounts own it. */
export type SafeAccount = {
  name: string
  chainId: number
  address: Address
  version: SafeVersion
  threshold: number
  /** Indexes of Anvil's accounts. */
  owners: number[]
}
