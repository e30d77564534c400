import type { Check } from '@/lib/core/check/check'

/** The checks TX-*, in the order of the catalogue. */
export const transactionChecks: readonly Check[] = []
