import type { Check } from '@/lib/core/check/check'
import { addressesExist } from './addresses-exist'
import { initialisationKept } from './initialisation-kept'
import { initialisedAtOnce } from './initialised-at-once'
import { initializersGuarded } from './initializers-guarded'
import { noVersionSkipped } from './no-version-skipped'
import { implementationInitialised, proxyInitialised } from './proxy-initialised'
import { trustsNoZero } from './trusts-no-zero'

/** The checks IN-*, in the order of the catalogue. */
export const initializerChecks: readonly Check[] = [
  proxyInitialised,
  implementationInitialised,
  initializersGuarded,
  noVersionSkipped,
  initialisedAtOnce,
  initialisationKept,
  trustsNoZero,
  addressesExist,
]
