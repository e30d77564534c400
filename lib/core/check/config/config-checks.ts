import type { Check } from '@/lib/core/check/check'

/** The checks CF-*, in the order of the catalogue. */
export const configChecks: readonly Check[] = []
