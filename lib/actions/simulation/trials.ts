import type { Trial } from '@/lib/actions/simulation/trial'
import { tryAssets } from '@/lib/actions/simulation/try-assets'

/** Every experiment that is made on the patched world, in the order in which they run. */
export const trials: readonly Trial[] = [tryAssets]
