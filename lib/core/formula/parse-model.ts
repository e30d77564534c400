import type { Value } from './evaluate-formula'
import type { ValueType } from './formula'

const pair = /\(\s*i(\d{1,4})\s+(?:\(\s*-\s+(\d+)\s*\)|(\d+)|(true|false))\s*\)/g

/**
 * Reads the values that a solver gives for the inputs of a query, e.g. `((i0 5) (i1 (- 3)) (i2 true))`. Undefined where one
 * is missing or is none of its type.
 */
export function parseModel(
  text: string,
  inputs: readonly { readonly type: ValueType }[],
): readonly Value[] | undefined {
  const told = new Map<number, Value>()
  for (const [, position, negative, number, truth] of text.matchAll(pair)) {
    const value = negative ? -BigInt(negative) : number ? BigInt(number) : truth === 'true'
    told.set(Number(position), value)
  }
  const values = inputs.map(({ type }, position) => {
    const value = told.get(position)
    if (type.kind === 'bool') return typeof value === 'boolean' ? value : undefined
    const isWithin = typeof value === 'bigint' && value >= type.low && value <= type.high
    return isWithin ? value : undefined
  })
  return values.every((value) => value !== undefined) ? values : undefined
}
