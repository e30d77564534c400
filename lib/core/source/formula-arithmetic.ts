import { apply } from '@/lib/core/formula/apply-operator'
import type { ValueType } from '@/lib/core/formula/formula'
import { numberTerm, type Term, yes } from '@/lib/core/formula/term'
import { cannotRead } from './formula-reader'

/** The result of an operation, and the condition without which it reverts. */
export type Computed = { readonly value: Term; readonly needs: Term }

const zero = numberTerm(0n)

/** Exponents up to which a power is written as a product. */
const longestProduct = 64n

/**
 * What Solidity computes of two numbers of one type.
 *
 * @throws NotReadable
 */
export function computeArithmetic(
  operator: string,
  [left, right]: readonly [Term, Term],
  { type, isChecked }: { readonly type: ValueType; readonly isChecked: boolean },
): Computed {
  const bound = (value: Term) => withinType(value, { type, isChecked })
  switch (operator) {
    case '+':
      return bound(apply('add', left, right))
    case '-':
      return bound(apply('sub', left, right))
    case '*':
      return bound(apply('mul', left, right))
    case '/':
    case '%': {
      const quotient = divide(operator, [left, right], type)
      const { value, needs } = operator === '/' && type.low < 0n ? bound(quotient) : free(quotient)
      return { value, needs: apply('and', apply('not', apply('eq', right, zero)), needs) }
    }
    case '**':
      return bound(power(left, right, { type, isChecked }))
    case '<<':
      return free(shiftLeft(left, right, type))
    case '>>':
      return free(shiftRight(left, right, type))
    case '&':
    case '|':
    case '^':
      return free(combineBits(operator, left, right, type))
    default:
      return cannotRead(`the operator ${operator}`)
  }
}

/** A number cut to the bits of its type, as unchecked arithmetic and conversions do. */
export function wrap(value: Term, { bits, low }: ValueType): Term {
  const size = numberTerm(1n << BigInt(bits))
  if (low === 0n) return apply('mod', value, size)
  const half = numberTerm(-low)
  return apply('sub', apply('mod', apply('add', value, half), size), half)
}

/** Whether a number is of a type. */
export function isWithin(value: Term, { low, high }: ValueType): Term {
  const isAbove = apply('le', numberTerm(low), value)
  return apply('and', isAbove, apply('le', value, numberTerm(high)))
}

function withinType(
  value: Term,
  { type, isChecked }: { readonly type: ValueType; readonly isChecked: boolean },
): Computed {
  return isChecked ? { value, needs: isWithin(value, type) } : free(wrap(value, type))
}

function free(value: Term): Computed {
  return { value, needs: yes }
}

/** Towards zero, and the rest with the sign of what is divided. */
function divide(operator: '/' | '%', [left, right]: readonly [Term, Term], { low }: ValueType) {
  const round = operator === '/' ? 'div' : 'mod'
  if (low === 0n) return apply(round, left, right)
  const isNegative = (term: Term) => apply('lt', term, zero)
  const negated = (term: Term) => apply('sub', zero, term)
  const size = (term: Term) => apply('if', isNegative(term), negated(term), term)
  const whole = apply(round, size(left), size(right))
  const isLess =
    operator === '%'
      ? isNegative(left)
      : apply('not', apply('eq', isNegative(left), isNegative(right)))
  return apply('if', isLess, negated(whole), whole)
}

function power(
  base: Term,
  exponent: Term,
  { type, isChecked }: { readonly type: ValueType; readonly isChecked: boolean },
): Term {
  if (exponent.kind === 'number' && exponent.value <= longestProduct) {
    let product = numberTerm(1n)
    for (let factor = 0n; factor < exponent.value; factor += 1n) {
      product = apply('mul', product, base)
    }
    return product
  }
  const isNatural = type.low === 0n || (base.kind === 'number' && base.value >= 0n)
  return isNatural && isChecked ? apply('pow', base, exponent) : cannotRead('a power')
}

function shiftLeft(value: Term, by: Term, type: ValueType): Term {
  if (by.kind === 'number') {
    if (by.value >= BigInt(type.bits)) return zero
    return wrap(apply('mul', value, numberTerm(1n << by.value)), type)
  }
  const moved = wrap(apply('mul', value, apply('pow', numberTerm(2n), by)), type)
  return apply('if', apply('lt', by, numberTerm(BigInt(type.bits))), moved, zero)
}

function shiftRight(value: Term, by: Term, { bits, low }: ValueType): Term {
  const width = BigInt(bits)
  if (by.kind === 'number') {
    const places = by.value < width ? by.value : width
    return apply('div', value, numberTerm(1n << places))
  }
  if (low < 0n) return cannotRead('a shift of a number with a sign')
  const moved = apply('div', value, apply('pow', numberTerm(2n), by))
  return apply('if', apply('lt', by, numberTerm(width)), moved, zero)
}

const bitOperators = { '&': 'bitand', '|': 'bitor', '^': 'bitxor' } as const

function combineBits(operator: '&' | '|' | '^', left: Term, right: Term, type: ValueType): Term {
  if (type.low < 0n) return cannotRead('bits of a number with a sign')
  const [value, mask] = left.kind === 'number' ? [right, left] : [left, right]
  if (operator === '&' && mask.kind === 'number') {
    const cut = lowBits(mask.value)
    if (cut !== undefined) return apply('mod', value, numberTerm(cut))
    const kept = lowBits(type.high - mask.value)
    if (kept !== undefined) return apply('sub', value, apply('mod', value, numberTerm(kept)))
  }
  return apply(bitOperators[operator], value, mask)
}

/** Of a mask of the lowest bits, the power of two above it. */
function lowBits(mask: bigint): bigint | undefined {
  return mask >= 0n && (mask & (mask + 1n)) === 0n ? mask + 1n : undefined
}
