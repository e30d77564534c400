import type { Check } from '@/lib/core/check/check'
import { facetsDeclared } from './facets-declared'
import { kindKept } from './kind-kept'
import { knownProxy } from './known-proxy'
import { pastKnown } from './past-known'
import { slotsDeclared } from './slots-declared'
import { upgradeClosed } from './upgrade-closed'
import { upgradeReversible } from './upgrade-reversible'

/** The checks PX-*, in the order of the catalogue. */
export const proxyChecks: readonly Check[] = [
  upgradeReversible,
  upgradeClosed,
  slotsDeclared,
  kindKept,
  knownProxy,
  facetsDeclared,
  pastKnown,
]
