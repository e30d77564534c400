import {
  concat,
  decodeAbiParameters,
  encodeAbiParameters,
  type Hex,
  toFunctionSelector,
} from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { TracedBytes } from './call-frame'
import type { ViewAnswer } from './expected-answers'
import type { CallExpression, PlainValue } from './expression'

/** The calldata of a call whose arguments are known. */
export function encodeExpression(
  { functionName, types }: Pick<CallExpression, 'functionName' | 'types'>,
  values: readonly PlainValue[],
): Known<Hex> {
  const selector = toFunctionSelector(`${functionName}(${types.join(',')})`)
  try {
    const encoded = encodeAbiParameters(
      types.map((type) => ({ type })),
      values,
    )
    return { known: true, value: concat([selector, encoded]) }
  } catch {
    return { known: false, reason: `its arguments are no (${types.join(', ')})` }
  }
}

/** What is meant of what a call returned. */
export function decodeExpression(
  { returns, index }: Pick<CallExpression, 'returns' | 'index'>,
  { data, size }: TracedBytes,
): ViewAnswer {
  if (size === 0) return { known: false, reason: 'answers nothing' }
  if (data.length !== 2 + size * 2) return { known: false, reason: `answers ${size} bytes` }
  const types = returns.map(({ type }) => type).join(', ')
  const other = { known: false, reason: `answers something else than (${types})` } as const
  try {
    const value: unknown = decodeAbiParameters(returns, data)[index]
    if (typeof value === 'number') return { known: true, value: BigInt(value) }
    const isPlain = ['bigint', 'boolean', 'string'].includes(typeof value)
    return isPlain ? { known: true, value: value as PlainValue } : other
  } catch {
    return other
  }
}
