import type { Check } from '@/lib/core/check/check'
import { powerKept } from './power-kept'

/** The checks AC-*, in the order of the catalogue. */
export const accessChecks: readonly Check[] = [powerKept]
