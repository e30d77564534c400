import { probeAsStranger } from '@/lib/actions/simulation/probe-as-stranger'
import { readInitializedVersions } from '@/lib/actions/simulation/read-initialized-versions'
import { readProxySlots } from '@/lib/actions/simulation/read-proxy-slots'
import { readSafeSettings } from '@/lib/actions/simulation/read-safe-settings'
import { takeBack } from '@/lib/actions/simulation/take-back'
import type { Trial } from '@/lib/actions/simulation/trial'
import { tryToUpgrade } from '@/lib/actions/simulation/try-to-upgrade'

/** Every experiment that is made on the patched world, in the order in which they run. */
export const trials: readonly Trial[] = [
  readSafeSettings,
  readProxySlots,
  readInitializedVersions,
  probeAsStranger,
  tryToUpgrade,
  takeBack,
]
