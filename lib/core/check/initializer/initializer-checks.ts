import type { Check } from '@/lib/core/check/check'
import { addressesExist } from './addresses-exist'
import { initialisedAtOnce } from './initialised-at-once'
import { initializersGuarded } from './initializers-guarded'
import { noVersionSkipped } from './no-version-skipped'

/** The checks IN-*, in the order of the catalogue. */
export const initializerChecks: readonly Check[] = [
  initializersGuarded,
  noVersionSkipped,
  initialisedAtOnce,
  addressesExist,
]
