import type { Check } from '@/lib/core/check/check'
import { pricesKept } from './prices-kept'
import { usersCanStill } from './users-can-still'

/** The checks SM-05 and SM-06, which hold a patch against what the protocol declares. */
export const expectationChecks: readonly Check[] = [pricesKept, usersCanStill]
