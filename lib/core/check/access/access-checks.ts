import type { Check } from '@/lib/core/check/check'

/** The checks AC-*, in the order of the catalogue. */
export const accessChecks: readonly Check[] = []
