import type { ValueType } from '@/lib/core/formula/formula'
import { childOf, childrenOf, typeIdentifierOf } from './ast-access'
import type { AstIndex } from './ast-index'

/** What a type holds whose values are single numbers, by solc's id of it. Undefined for all others, literals too. */
export function valueType(identifier: string, index: AstIndex): ValueType | undefined {
  if (identifier === 't_bool') return { name: 'bool', kind: 'bool', bits: 1, low: 0n, high: 1n }
  if (/^t_(address|address_payable|contract\$.*)$/.test(identifier)) return unsigned('address', 160)
  const [, sign, bits] = /^t_(u?)int(\d+)$/.exec(identifier) ?? []
  if (bits !== undefined) return sign ? unsigned(`uint${bits}`, Number(bits)) : signed(Number(bits))
  const [, size] = /^t_bytes(\d+)$/.exec(identifier) ?? []
  if (size) return { ...unsigned(`bytes${size}`, Number(size) * 8), kind: 'bytes' }
  const [, kind, id] = /^t_(enum|userDefinedValueType)\$_.*_\$(\d+)$/.exec(identifier) ?? []
  const declaration = index.declarations.get(Number(id ?? -1))
  if (!declaration) return undefined
  if (kind === 'userDefinedValueType') {
    return valueType(typeIdentifierOf(childOf(declaration, 'underlyingType')), index)
  }
  const count = childrenOf(declaration, 'members').length
  const name = `enum of ${count}`
  return { name, kind: 'enum', bits: 8, low: 0n, high: BigInt(count) - 1n }
}

/** A whole number that is known to the compiler, by solc's id of its type. */
export function rationalValue(identifier: string): bigint | undefined {
  const [, minus, digits] = /^t_rational_(minus_)?(\d+)_by_1$/.exec(identifier) ?? []
  if (digits === undefined) return undefined
  return minus ? -BigInt(digits) : BigInt(digits)
}

function unsigned(name: string, bits: number): ValueType {
  return { name, kind: 'number', bits, low: 0n, high: 2n ** BigInt(bits) - 1n }
}

function signed(bits: number): ValueType {
  const half = 2n ** BigInt(bits - 1)
  return { name: `int${bits}`, kind: 'number', bits, low: -half, high: half - 1n }
}
