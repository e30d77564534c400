import type { Check } from '@/lib/core/check/check'

/** The checks CO-*, in the order of the catalogue. */
export const constantChecks: readonly Check[] = []
