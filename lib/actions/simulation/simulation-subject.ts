import type { Hash } from 'viem'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The name under which the simulations of a record are kept: beside its reports, and never taken for one. */
export function simulationSubject(timelock: ChainAddress, key: Hash): string {
  return `${reviewSubject(timelock, key)}#simulation`
}
