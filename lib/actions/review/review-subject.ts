import type { Hash } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The name under which the reports of a record are kept. */
export function reviewSubject(timelock: ChainAddress, key: Hash): string {
  return `${timelock.chainId}:${timelock.address}:${key}`
}
