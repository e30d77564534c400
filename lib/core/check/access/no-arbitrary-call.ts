import type { Check } from '@/lib/core/check/check'
import { evidenceAt, passIfRead, unreadEvidence } from '@/lib/core/check/model-evidence'
import { isChosen, isListed, type UnguardedCall, unguardedCalls, unwrap } from './chosen-targets'

const grants = /approv|increaseAllowance|(set|authorize)Operator/i
const tokenCall = /transfer|approve|allowance/i

/** AC-06. Whether a stranger can make the contract call what it wants, or lend its tokens to whom it wants. */
export const noArbitraryCall: Check<'new model'> = {
  id: 'AC-06',
  title: 'No caller chooses whom the contract calls with what',
  severity: 'critical',
  about: 'upgrade',
  kind: 'judgement',
  needs: ['new model'],
  incident:
    'LI.FI, 2024-07-16, about 11.6 million: a new facet called any address with any data, and so spent what users had approved. Hedgey, 2024-04-19, 44.7 million nominal: an approval to an address that the caller gave.',
  remedy: 'Let only listed targets through, or build the calldata in the contract.',
  run: ({ 'new model': model }) => {
    const calls = unguardedCalls(model)
    const [arbitrary, lending] = [calls.filter(isArbitrary), calls.filter(lendsToChosen)]
    const evidence = [
      ...arbitrary.map((one) => toEvidence(one, 'calls the given address with given data')),
      ...lending.map((one) => toEvidence(one, 'lets the given address spend')),
    ]
    if (evidence.length > 0) {
      const detail = `${evidence.length} calls are whatever a stranger wants them to be.`
      return { verdict: 'fail', detail, evidence }
    }
    const assembled = calls
      .filter(isAssembled)
      .map((one) => toEvidence(one, 'calls the given address in assembly'))
    if (assembled.length > 0) {
      const detail = `${assembled.length} calls to given addresses, with data that was not followed.`
      return { verdict: 'warn', detail, evidence: assembled }
    }
    const detail = `${calls.length} calls that strangers can bring about: none has target and data from them.`
    return passIfRead({ verdict: 'pass', detail, evidence }, unreadEvidence(model))
  },
}

function isArbitrary({ by, call }: UnguardedCall): boolean {
  return (
    call.kind === 'call' &&
    call.dataFromParameter &&
    isChosen(call.target) &&
    !isListed(by, call.targetText)
  )
}

/** `token.approve(spender, …)`, or `Library.approve(token, spender, …)`. */
function lendsToChosen({ by, call }: UnguardedCall): boolean {
  if (call.kind !== 'member' || !grants.test(call.member ?? '')) return false
  const position = call.arguments.length > 2 ? 1 : 0
  const origin = call.arguments[position]
  const text = call.argumentTexts[position] ?? ''
  return origin !== undefined && isChosen(origin) && !isListed(by, text)
}

/** Those of token libraries are told by the name of their function. */
function isAssembled({ by, call }: UnguardedCall): boolean {
  const isToken = by.outgoing.some(
    ({ member, targetText, argumentTexts }) =>
      tokenCall.test(member ?? '') && [targetText, ...argumentTexts].some(isSame(call.targetText)),
  )
  const isCall = call.kind === 'assembly' && call.member === 'call'
  return isCall && !isToken && isChosen(call.target) && !isListed(by, call.targetText)
}

/** The same address, whatever type it is taken for. */
function isSame(one: string): (other: string) => boolean {
  return (other) => other !== '' && unwrap(other) === unwrap(one)
}

function toEvidence({ by, call }: UnguardedCall, what: string) {
  return evidenceAt(call.place, `${by.signature} ${what}: ${call.targetText || 'target'}`)
}
