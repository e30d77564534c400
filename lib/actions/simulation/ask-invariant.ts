import { evaluateCall, evaluateOperand } from '@/lib/actions/simulation/evaluate-expression'
import type { Scene } from '@/lib/actions/simulation/open-scene'
import type { World } from '@/lib/adapters/fork/open-world'
import type { InvariantAnswer } from '@/lib/core/simulation/expected-answers'
import type { Operand } from '@/lib/core/simulation/expression'
import type { Invariant } from '@/lib/core/simulation/read-expectations'

/** What both sides of an invariant answer in a world. @throws ForkError */
export async function askInvariant(
  world: Pick<World, 'call'>,
  { view, to }: Invariant,
  { errors }: Pick<Scene, 'errors'>,
): Promise<InvariantAnswer['moments'][number]['before']> {
  const on = { world, errors }
  return {
    view: await evaluateCall(view, on),
    to: to && (await evaluateOperand(to, on)),
  }
}

/** An operand as it is shown: a call as it was written, anything else as its value. */
export function textOf(operand: Operand): string {
  switch (operand.kind) {
    case 'call':
      return operand.call.text
    case 'word':
      return operand.word
    case 'literal':
      return String(operand.value)
  }
}
