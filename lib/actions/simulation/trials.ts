import { expectationTrial } from '@/lib/actions/simulation/expectation-trial'
import { orderTrial } from '@/lib/actions/simulation/order-trial'
import type { Trial } from '@/lib/actions/simulation/trial'

/** Every experiment that is made on the patched world, in the order in which they run. */
export const trials: readonly Trial[] = [expectationTrial, orderTrial]
