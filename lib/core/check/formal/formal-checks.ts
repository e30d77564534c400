import type { Check } from '@/lib/core/check/check'
import { siblingsChecked } from './siblings-checked'

/** The checks FV-*, in the order of the catalogue. */
export const formalChecks: readonly Check[] = [siblingsChecked]
