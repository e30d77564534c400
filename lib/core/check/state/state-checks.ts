import type { Check } from '@/lib/core/check/check'
import { balancesKept } from './balances-kept'
import { gettersKept } from './getters-kept'
import { noAllowanceGranted } from './no-allowance-granted'
import { writtenAsDeclared } from './written-as-declared'

/** The checks of this family, in the order of the catalogue. */
export const stateChecks: readonly Check[] = [
  writtenAsDeclared,
  balancesKept,
  noAllowanceGranted,
  gettersKept,
]
