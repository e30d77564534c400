import type { Check } from '@/lib/core/check/check'

/** The checks IN-*, in the order of the catalogue. */
export const initializerChecks: readonly Check[] = []
