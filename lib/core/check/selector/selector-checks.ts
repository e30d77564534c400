import type { Check } from '@/lib/core/check/check'
import { eventsKept, newWriters, selectorClash, selectorsKept } from './abi-checks'

/** The checks SE-*, in the order of the catalogue. */
export const selectorChecks: readonly Check[] = [
  selectorClash,
  selectorsKept,
  eventsKept,
  newWriters,
]
