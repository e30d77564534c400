import type { Hash } from 'viem'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { EffectsStep } from '@/lib/core/report/effects-report'

/** The name under which what a step of a patch did is kept. */
export function effectsSubject(timelock: ChainAddress, key: Hash, step: EffectsStep): string {
  return `${reviewSubject(timelock, key)}#effects${step === 'schedule' ? '-schedule' : ''}`
}
