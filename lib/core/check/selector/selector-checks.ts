import type { Check } from '@/lib/core/check/check'
import { eventsKept, newWriters, selectorClash, selectorsKept } from './abi-checks'
import { consumersUnderstand } from './consumers-understand'
import { nothingCalledRemoved } from './nothing-called-removed'
import { versionKept } from './version-kept'

/** The checks SE-*, in the order of the catalogue. */
export const selectorChecks: readonly Check[] = [
  selectorClash,
  nothingCalledRemoved,
  selectorsKept,
  eventsKept,
  consumersUnderstand,
  versionKept,
  newWriters,
]
