import { type Hex, size } from 'viem'
import type { CodeBehind } from '@/lib/core/timelock/kind/code-behind'
import { kindNames } from '@/lib/core/timelock/kind/kind-names'
import type { TimelockKind } from '@/lib/core/timelock/kind/queued-operation'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { detectOpenzeppelin } from '@/lib/core/timelock/openzeppelin/detect-openzeppelin'

/** What a contract is, or one sentence on why it is no timelock. */
export type TimelockVerdict =
  | { readonly isTimelock: true; readonly detection: TimelockDetection }
  | { readonly isTimelock: false; readonly reason: string }

/**
 * Tells the one kind of timelock that a contract is. What answers as several kinds is none of them.
 *
 * @param parameters.code Runtime code of the address itself.
 * @param parameters.answersByKind For each kind, one for each of its adapter's `probes`, in their order. All have to have been
 * asked: what was not counts as reverted.
 * @param parameters.behind Of a proxy or a clone.
 */
export function detectTimelock({
  code,
  answersByKind,
  behind,
}: {
  code: Hex
  answersByKind: Readonly<Record<TimelockKind, readonly Answer[]>>
  behind?: CodeBehind | undefined
}): TimelockVerdict {
  if (size(code) === 0) {
    const reason = 'No code stands at this address: an account of a person, or nothing.'
    return { isTimelock: false, reason }
  }
  if (isDelegation(code)) return { isTimelock: false, reason: lent }
  const found = Object.values(timelockAdapters).flatMap(
    (adapter) => adapter.detect({ code, answers: answersByKind[adapter.kind], behind }) ?? [],
  )
  const [detection, other] = found
  if (detection && !other) return { isTimelock: true, detection }
  if (detection) {
    const kinds = found.map(({ kind }) => kindNames[kind]).join(', ')
    const reason = `It answers as several kinds of timelocks do (${kinds}), so that its answers say nothing.`
    return { isTimelock: false, reason }
  }
  const openzeppelin = detectOpenzeppelin({ code, answers: answersByKind.openzeppelin, behind })
  const why = openzeppelin.known
    ? ''
    : ` It is none of OpenZeppelin's: ${lowered(openzeppelin.reason)}`
  const kinds = Object.values(kindNames).join(', ')
  return { isTimelock: false, reason: `It is none of the known kinds: ${kinds}.${why}` }
}

const lowered = (sentence: string) => sentence.charAt(0).toLowerCase() + sentence.slice(1)

/** @see https://eips.ethereum.org/EIPS/eip-7702#delegation-designation */
function isDelegation(code: Hex): boolean {
  return size(code) === 23 && /^0xef0100/i.test(code)
}

const lent =
  'An account of a person stands at this address. It has lent itself code (EIP-7702), which its key can change at any time.'
