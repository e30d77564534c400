import type { Check } from '@/lib/core/check/check'
import { inheritanceKept } from './inheritance-kept'
import { elementSize, gapSize, layoutCompatible } from './layout-checks'
import { liveValues } from './live-values'
import { namespacesKept } from './namespaces-kept'
import { newVariablesEmpty } from './new-variables-empty'
import { newVariablesSet } from './new-variables-set'
import { nothingSilenced } from './nothing-silenced'
import { slotsAgree } from './slots-agree'
import { slotsKept } from './slots-kept'
import { storageApart } from './storage-apart'

/** The checks ST-*, in the order of the catalogue. */
export const storageChecks: readonly Check[] = [
  layoutCompatible,
  liveValues,
  nothingSilenced,
  namespacesKept,
  gapSize,
  inheritanceKept,
  storageApart,
  slotsKept,
  slotsAgree,
  newVariablesEmpty,
  newVariablesSet,
  elementSize,
]
