import type { CheckFact } from '@/lib/core/check/check-facts'
import type { Anchor } from '@/lib/core/check/finding'

/** A fact that is known, for tests. */
export function known<T>(value: T, anchor: Anchor = 'recomputed'): CheckFact<T> {
  return { known: true, value, anchor }
}
