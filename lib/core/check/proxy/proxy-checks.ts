import type { Check } from '@/lib/core/check/check'
import { facetsDeclared } from './facets-declared'
import { kindKept } from './kind-kept'
import { knownProxy } from './known-proxy'
import { pastKnown } from './past-known'
import { slotsDeclared } from './slots-declared'

/** The checks PX-*, in the order of the catalogue. */
export const proxyChecks: readonly Check[] = [
  slotsDeclared,
  kindKept,
  knownProxy,
  facetsDeclared,
  pastKnown,
]
