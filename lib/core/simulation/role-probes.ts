import type { Address, Hex } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Answer } from './compare-getter-answers'
import { describeRevert } from './describe-revert'

/**
 * How a function meets a caller: it lets him, it refuses him for who he is, or it refuses what he asked for, which leaves open
 * who may ask. `absent`: this side has no such function. `unknown`: nobody could be asked, or it refuses without a word.
 */
export type ProbeOutcome = 'may' | 'refused' | 'arguments' | 'unknown' | 'absent'

/** A function as one caller meets it, on the old code and on the new. */
export type RoleProbe = {
  readonly contract: Address
  readonly holder: Address
  /** What the protocol calls the holder. */
  readonly name?: string | undefined
  readonly signature: string
  readonly selector: Hex
  readonly before: ProbeOutcome
  readonly after: ProbeOutcome
  /** What a stranger meets, on the same sides. */
  readonly stranger: { readonly before: ProbeOutcome; readonly after: ProbeOutcome }
  /** How it refuses on the side on which it does, in words. */
  readonly refusal?: string | undefined
  /** What a new function moved when it was tried, in words. */
  readonly moves: readonly string[]
}

export type RoleProbes = {
  readonly holders: number
  readonly functions: number
  readonly questions: number
  /** Those of functions that refuse strangers on one side at least. */
  readonly probes: readonly RoleProbe[]
  /** What was not tried, in words. */
  readonly omitted: readonly string[]
}

/** Words by which contracts say that it is the caller whom they refuse. */
const ofAuthority =
  /unauthori[sz]ed|not ?authori[sz]ed|\bonly|^only|not(the)?(an?)? ?(owner|admin|governance|governor|guardian|operator|keeper|minter|allowed|permitted)|caller (is|must|has)|callerisnot|invalidcaller|not ?(the )?caller|forbidden|access ?(control|denied)|permission|missing role|is missing role|^auth$|!(owner|auth|admin|gov)|^(owner|admin|auth|gov(ernance)?|keeper|guardian)$/i

/** What an answer to a call with made-up arguments says of its caller. */
export function probeOutcome(answer: Answer, abi: readonly unknown[]): ProbeOutcome {
  if (!answer || answer.exhausted) return 'unknown'
  if (answer.succeeded) return 'may'
  if (answer.output.size === 0) return 'unknown'
  return ofAuthority.test(refusalOf(answer, abi)) ? 'refused' : 'arguments'
}

/** How a call was refused, by the name of the error and its words. */
export function refusalOf(answer: NonNullable<Answer>, abi: readonly unknown[]): string {
  const { output } = answer
  const { name, message } = describeRevert({
    data: output,
    error: '',
    abi: abi as Parameters<typeof describeRevert>[0]['abi'],
    others: [],
  })
  const text = name === 'Error' || name === undefined ? message : name
  return visibleText(text, { maxLength: 120 })
}

/** Of several calls with other arguments: that one came through says that he may. */
export function joinOutcomes(outcomes: readonly ProbeOutcome[]): ProbeOutcome {
  const order: readonly ProbeOutcome[] = ['may', 'refused', 'arguments', 'unknown', 'absent']
  return order.find((one) => outcomes.includes(one)) ?? 'absent'
}
