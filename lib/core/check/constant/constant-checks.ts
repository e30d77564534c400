import type { Check } from '@/lib/core/check/check'
import { constantsKept } from './constants-kept'
import { numbersAgree } from './numbers-agree'
import { numbersKept } from './numbers-kept'

/** The checks CO-*, in the order of the catalogue. */
export const constantChecks: readonly Check[] = [constantsKept, numbersKept, numbersAgree]
