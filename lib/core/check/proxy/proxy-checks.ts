import type { Check } from '@/lib/core/check/check'
import { knownProxy } from './known-proxy'

/** The checks PX-*, in the order of the catalogue. */
export const proxyChecks: readonly Check[] = [knownProxy]
