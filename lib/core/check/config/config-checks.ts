import type { Check } from '@/lib/core/check/check'
import { assetsKept } from './assets-kept'
import { noSingleKey } from './no-single-key'
import { parametersAgree } from './parameters-agree'

/** The checks CF-*, in the order of the catalogue. */
export const configChecks: readonly Check[] = [parametersAgree, noSingleKey, assetsKept]
