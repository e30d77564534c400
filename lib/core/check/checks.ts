import type { Check } from './check'
import { liveValues } from './live-values'
import { eventsKept, newWriters, selectorClash, selectorsKept } from './selector-checks'
import { elementSize, gapSize, layoutCompatible } from './storage-checks'

/** All checks, in the order of the catalogue. */
export const checks: readonly Check[] = [
  layoutCompatible,
  liveValues,
  gapSize,
  elementSize,
  selectorClash,
  selectorsKept,
  eventsKept,
  newWriters,
]
