import type { Abi, Address, Hex } from 'viem'
import type { World } from '@/lib/adapters/fork/open-world'
import type { Known } from '@/lib/core/chain/snapshot'
import { describeRevert } from '@/lib/core/simulation/describe-revert'
import { decodeExpression, encodeExpression } from '@/lib/core/simulation/encode-expression'
import type { ViewAnswer } from '@/lib/core/simulation/expected-answers'
import type {
  CallExpression,
  ExpressionTarget,
  ExpressionWord,
  Operand,
  PlainValue,
} from '@/lib/core/simulation/expression'

export type Evaluation = {
  readonly world: Pick<World, 'call'>
  /** What words of a declaration stand for. */
  readonly words?: { readonly [Word in ExpressionWord]?: Address | undefined } | undefined
  /** Who asks. */
  readonly from?: Address | undefined
  /** What reverts are read with. */
  readonly errors: Abi
}

/** What an operand is in a world: a literal itself, of a call its answer. @throws ForkError */
export async function evaluateOperand(operand: Operand, on: Evaluation): Promise<ViewAnswer> {
  switch (operand.kind) {
    case 'literal':
      return { known: true, value: operand.value }
    case 'word':
      return wordOf(operand.word, on)
    case 'call':
      return await evaluateCall(operand.call, on)
  }
}

/** What a view answers in a world. @throws ForkError */
export async function evaluateCall(call: CallExpression, on: Evaluation): Promise<ViewAnswer> {
  const prepared = await prepareCall(call, on)
  if (!prepared.known) return prepared
  const { succeeded, output } = await on.world.call({ ...prepared.value, from: on.from })
  if (succeeded) return decodeExpression(call, output)
  return { known: false, reason: whyReverted(output, on.errors) }
}

/** A call with all its arguments, each of them answered in the same world. @throws ForkError */
export async function prepareCall(
  call: CallExpression,
  on: Evaluation,
): Promise<Known<{ readonly to: Address; readonly data: Hex }>> {
  const to = await targetOf(call.target, on)
  if (!to.known) return to
  const values: PlainValue[] = []
  for (const argument of call.args) {
    const answer = await evaluateOperand(argument, on)
    if (!answer.known) return answer
    values.push(answer.value)
  }
  const data = encodeExpression(call, values)
  return data.known ? { known: true, value: { to: to.value, data: data.value } } : data
}

/** What a call that reverted says of itself. */
export function whyReverted(
  output: { readonly data: Hex; readonly size: number },
  errors: Abi,
): string {
  const { message } = describeRevert({ data: output, error: '', abi: errors, others: [] })
  return `reverts: ${message}`
}

async function targetOf(target: ExpressionTarget, on: Evaluation): Promise<Known<Address>> {
  if (target.kind === 'address') return { known: true, value: target.address }
  const answer =
    target.kind === 'word' ? wordOf(target.word, on) : await evaluateCall(target.call, on)
  if (!answer.known) return answer
  return typeof answer.value === 'string'
    ? { known: true, value: answer.value as Address }
    : { known: false, reason: 'what it is called upon is no address' }
}

function wordOf(word: ExpressionWord, { words }: Evaluation): Known<Address> {
  const value = words?.[word]
  return value ? { known: true, value } : { known: false, reason: `"${word}" stands for nobody` }
}
