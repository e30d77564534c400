import { apply } from '@/lib/core/formula/apply-operator'
import type { ValueType } from '@/lib/core/formula/formula'
import { numberTerm, type Term, yes } from '@/lib/core/formula/term'
import type { Computed } from './formula-arithmetic'
import { isWithin, wrap } from './formula-arithmetic'

/**
 * What a value is in another type. Bytes keep their left end, numbers their right one; a number that is no member of an
 * enum reverts.
 *
 * @param from Undefined for a literal, which is of any type that it fits into.
 */
export function convertValue(
  value: Term,
  from: ValueType | undefined,
  to: ValueType | undefined,
): Computed {
  if (!to || !from || from.name === to.name) return { value, needs: yes }
  if (to.kind === 'enum') return { value, needs: isWithin(value, to) }
  if (from.kind === 'bytes' && to.kind === 'bytes') {
    const places = numberTerm(1n << BigInt(Math.abs(to.bits - from.bits)))
    const isLonger = to.bits > from.bits
    return { value: apply(isLonger ? 'mul' : 'div', value, places), needs: yes }
  }
  const fits = from.low >= to.low && from.high <= to.high
  return { value: fits ? value : wrap(value, to), needs: yes }
}
