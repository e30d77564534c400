import type { Check } from '@/lib/core/check/check'

/** The checks BC-*, in the order of the catalogue. */
export const bytecodeChecks: readonly Check[] = []
