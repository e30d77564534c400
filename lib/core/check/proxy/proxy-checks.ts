import type { Check } from '@/lib/core/check/check'
import { facetsDeclared } from './facets-declared'
import { kindKept } from './kind-kept'
import { knownProxy } from './known-proxy'
import { pastKnown } from './past-known'

/** The checks PX-*, in the order of the catalogue. */
export const proxyChecks: readonly Check[] = [kindKept, knownProxy, facetsDeclared, pastKnown]
