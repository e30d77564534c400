import type { Hash } from 'viem'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The name under which the replays of a record are kept: beside its reports, and never taken for one. */
export function replayName(timelock: ChainAddress, key: Hash): string {
  return `${reviewSubject(timelock, key)}#replay`
}
