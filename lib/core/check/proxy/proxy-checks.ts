import type { Check } from '@/lib/core/check/check'

/** The checks PX-*, in the order of the catalogue. */
export const proxyChecks: readonly Check[] = []
