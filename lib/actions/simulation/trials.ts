import { probeAsStranger } from '@/lib/actions/simulation/probe-as-stranger'
import { readInitializedVersions } from '@/lib/actions/simulation/read-initialized-versions'
import { readProxySlots } from '@/lib/actions/simulation/read-proxy-slots'
import { readSafeSettings } from '@/lib/actions/simulation/read-safe-settings'
import { takeBack } from '@/lib/actions/simulation/take-back'
import type { Trial } from '@/lib/actions/simulation/trial'
import { tryAssets } from '@/lib/actions/simulation/try-assets'
import { tryExpectations } from '@/lib/actions/simulation/try-expectations'
import { tryGetters } from '@/lib/actions/simulation/try-getters'
import { tryMutations } from '@/lib/actions/simulation/try-mutations'
import { tryOrders } from '@/lib/actions/simulation/try-orders'
import { tryRoles } from '@/lib/actions/simulation/try-roles'
import { tryStorage } from '@/lib/actions/simulation/try-storage'
import { tryToUpgrade } from '@/lib/actions/simulation/try-to-upgrade'

/** Every experiment that is made on the patched world, in the order in which they run. */
export const trials: readonly Trial[] = [
  readSafeSettings,
  readProxySlots,
  readInitializedVersions,
  tryAssets,
  tryGetters,
  tryStorage,
  tryRoles,
  tryExpectations,
  probeAsStranger,
  tryToUpgrade,
  takeBack,
  tryMutations,
  // The longest comes last, so that nothing waits for it in vain.
  tryOrders,
]
