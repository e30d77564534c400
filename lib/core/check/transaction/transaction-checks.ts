import type { Check } from '@/lib/core/check/check'
import { delegatecallTrusted } from './delegatecall-trusted'
import { noOtherCalls } from './no-other-calls'
import { noRefund } from './no-refund'
import { nonceNext } from './nonce-next'
import { ownersKept } from './owners-kept'
import { safeKept } from './safe-kept'
import { targetsHaveCode } from './targets-have-code'

/** The checks TX-*, in the order of the catalogue. */
export const transactionChecks: readonly Check[] = [
  delegatecallTrusted,
  safeKept,
  noOtherCalls,
  nonceNext,
  noRefund,
  ownersKept,
  targetsHaveCode,
]
