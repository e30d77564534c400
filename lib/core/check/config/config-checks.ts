import type { Check } from '@/lib/core/check/check'
import { noSingleKey } from './no-single-key'

/** The checks CF-*, in the order of the catalogue. */
export const configChecks: readonly Check[] = [noSingleKey]
