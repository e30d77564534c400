import type { Check } from '@/lib/core/check/check'

/** The checks TL-*, in the order of the catalogue. */
export const timelockChecks: readonly Check[] = []
