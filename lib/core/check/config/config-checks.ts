import type { Check } from '@/lib/core/check/check'
import { assetsKept } from './assets-kept'
import { noSingleKey } from './no-single-key'

/** The checks CF-*, in the order of the catalogue. */
export const configChecks: readonly Check[] = [noSingleKey, assetsKept]
