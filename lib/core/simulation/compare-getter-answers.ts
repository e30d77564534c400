import {
  type AbiFunction,
  decodeAbiParameters,
  getAddress,
  isAddress,
  toFunctionSelector,
  toFunctionSignature,
} from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { TracedBytes } from './call-frame'
import { describeRevert } from './describe-revert'
import type { ReadSide } from './getter-reads'

/** What a call came to; undefined where nobody could be asked. */
export type Answer =
  | { readonly succeeded: boolean; readonly output: TracedBytes; readonly exhausted?: true }
  | undefined

export type ComparedAnswers = { readonly before: ReadSide; readonly after: ReadSide }

/** Characters of an answer that are shown. */
const longest = 160

/**
 * What is different about two answers to one question.
 *
 * @returns undefined where nothing is: the same bytes, or no answer on either side.
 */
export function compareGetterAnswers(
  getter: Pick<AbiFunction, 'outputs'> | undefined,
  { before, after }: { readonly before: Answer; readonly after: Answer },
): ComparedAnswers | undefined {
  const sides = { before: sideOf(getter, before), after: sideOf(getter, after) }
  if (!before || !after) return sides
  if (before.exhausted && after.exhausted) {
    const unknown = { kind: 'unknown', reason: 'it uses up all gas that it is given' } as const
    return { before: unknown, after: unknown }
  }
  if (!before.succeeded && !after.succeeded) return undefined
  if (before.succeeded !== after.succeeded) return sides
  const isWhole = [before, after].every(({ output }) => output.data.length === 2 + output.size * 2)
  const isSame =
    before.output.size === after.output.size && before.output.data === after.output.data
  if (isSame && isWhole) return undefined
  if (isSame) {
    const reason = `its answer is of ${before.output.size} bytes, of which only the first were compared`
    const unknown = { kind: 'unknown', reason } as const
    return { before: unknown, after: unknown }
  }
  return sides
}

function sideOf(getter: Pick<AbiFunction, 'outputs'> | undefined, answer: Answer): ReadSide {
  if (!answer) return { kind: 'unknown', reason: 'the fork did not answer' }
  if (answer.succeeded) return { kind: 'answer', text: answerText(getter, answer.output) }
  if (answer.exhausted) return { kind: 'reverts', why: 'uses up all gas' }
  const { message } = describeRevert({ data: answer.output, error: '', abi: [], others: [] })
  return { kind: 'reverts', why: message }
}

/** An answer in the words that decoded storage has; as it is where it is not what the ABI says. */
function answerText(
  getter: Pick<AbiFunction, 'outputs'> | undefined,
  { data, size }: TracedBytes,
): string {
  if (size === 0) return 'nothing'
  if (!getter || data.length !== 2 + size * 2) return visibleText(data, { maxLength: longest })
  try {
    const values = decodeAbiParameters(getter.outputs, data) as readonly unknown[]
    const text = values.length === 1 ? valueText(values[0]) : values.map(valueText).join(', ')
    return visibleText(text, { maxLength: longest })
  } catch {
    return visibleText(data, { maxLength: longest })
  }
}

/** A decoded value as decoded storage has it too. */
export function valueText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(valueText).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    return `(${Object.values(value).map(valueText).join(', ')})`
  }
  if (typeof value !== 'string') return String(value)
  if (isAddress(value, { strict: false })) return getAddress(value)
  return /^0x([0-9a-f]{2})*$/.test(value) ? value : JSON.stringify(visibleText(value))
}

/** `balanceOf(0x…)`. */
export function expressionOf(getter: AbiFunction, args: readonly unknown[]): string {
  return visibleText(`${getter.name}(${args.map(valueText).join(', ')})`, { maxLength: 300 })
}

/** Functions that only tell something, by selector, in the order of their signatures. */
export function gettersOf(
  abi: readonly { readonly type: string }[],
): Map<`0x${string}`, AbiFunction> {
  const getters = abi.filter(
    (item): item is AbiFunction =>
      item.type === 'function' && /^(view|pure)$/.test((item as AbiFunction).stateMutability),
  )
  const named = getters.map((one) => [toFunctionSignature(one), one] as const)
  const sorted = named.toSorted(([a], [b]) => (a < b ? -1 : 1))
  return new Map(sorted.map(([, one]) => [toFunctionSelector(one), one]))
}
