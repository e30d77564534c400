import type { Hash } from 'viem'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** The name under which what an executed patch did is kept. */
export function effectsSubject(timelock: ChainAddress, key: Hash): string {
  return `${reviewSubject(timelock, key)}#effects`
}
