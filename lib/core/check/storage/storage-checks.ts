import type { Check } from '@/lib/core/check/check'
import { elementSize, gapSize, layoutCompatible } from './layout-checks'
import { liveValues } from './live-values'

/** The checks ST-*, in the order of the catalogue. */
export const storageChecks: readonly Check[] = [layoutCompatible, liveValues, gapSize, elementSize]
