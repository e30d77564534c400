import type { Check } from '@/lib/core/check/check'

/** The checks FV-*, in the order of the catalogue. */
export const formalChecks: readonly Check[] = []
