import type { Comparator } from './expectations'
import type { ViewAnswer } from './expected-answers'
import type { PlainValue } from './expression'

/** Whether two answers are as a comparator says; undefined where one is not known or there is no order between them. */
export function compareAnswers(
  left: ViewAnswer,
  is: Comparator,
  right: ViewAnswer,
): boolean | undefined {
  if (!left.known || !right.known) return undefined
  const [a, b] = [left.value, right.value]
  if (typeof a !== typeof b) return undefined
  switch (is) {
    case '==':
    case 'unchanged':
      return isSame(a, b)
    case '!=':
      return !isSame(a, b)
    default:
      return typeof a === 'bigint' && typeof b === 'bigint' ? order[is](a, b) : undefined
  }
}

const order = {
  '<': (a: bigint, b: bigint) => a < b,
  '<=': (a: bigint, b: bigint) => a <= b,
  '>': (a: bigint, b: bigint) => a > b,
  '>=': (a: bigint, b: bigint) => a >= b,
} as const

/** Addresses and bytes are the same in capitals. */
function isSame(a: PlainValue, b: PlainValue): boolean {
  const isHex = typeof a === 'string' && typeof b === 'string' && a.startsWith('0x')
  return isHex ? a.toLowerCase() === b.toLowerCase() : a === b
}
