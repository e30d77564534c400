import type { Check } from '@/lib/core/check/check'
import { pureFunctionsEqual } from './pure-functions-equal'
import { siblingsChecked } from './siblings-checked'

/** The checks FV-*, in the order of the catalogue. */
export const formalChecks: readonly Check[] = [pureFunctionsEqual, siblingsChecked]
