import { expectationTrial } from '@/lib/actions/simulation/expectation-trial'
import { orderTrial } from '@/lib/actions/simulation/order-trial'
import { probeAsStranger } from '@/lib/actions/simulation/probe-as-stranger'
import { readInitializedVersions } from '@/lib/actions/simulation/read-initialized-versions'
import { readProxySlots } from '@/lib/actions/simulation/read-proxy-slots'
import { readSafeSettings } from '@/lib/actions/simulation/read-safe-settings'
import type { Trial } from '@/lib/actions/simulation/trial'
import { tryAssets } from '@/lib/actions/simulation/try-assets'
import { tryGetters } from '@/lib/actions/simulation/try-getters'
import { tryRoles } from '@/lib/actions/simulation/try-roles'
import { tryStorage } from '@/lib/actions/simulation/try-storage'

/** Every experiment that is made on the patched world, in the order in which they run. */
export const trials: readonly Trial[] = [
  readSafeSettings,
  readProxySlots,
  readInitializedVersions,
  tryAssets,
  tryGetters,
  tryStorage,
  tryRoles,
  expectationTrial,
  orderTrial,
  probeAsStranger,
]
