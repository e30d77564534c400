import { type Address, isAddressEqual } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { CheckFactValues } from '@/lib/core/check/check-facts'
import { type FindingEvidence, type Verdict, worstVerdict } from '@/lib/core/check/finding'
import type { AllowedChange } from '@/lib/core/simulation/asset-changes'
import { boundEvidence } from './bound-evidence'

type Needs = 'simulation' | 'asset changes'

/** More than anybody will ever hold. */
const unlimited = 2n ** 255n

/** SM-03. Whether anybody may take more from then on. */
export const noAllowanceGranted: Check<Needs, 'calls'> = {
  id: 'SM-03',
  title: 'No allowance is granted',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['simulation', 'asset changes'],
  may: ['calls'],
  incident:
    'Hedgey, 2024-04-19, about 44.7 million: an allowance was given to an address that nobody had checked, and never taken back.',
  remedy:
    'Take the approval out of the patch, or grant only what is needed to whom it is meant for.',
  run: ({ simulation, 'asset changes': { allowed, pairs, unread, omitted }, calls = [] }) => {
    const looks = [
      ...allowed.map((change) => judge(change, calls)),
      ...unseen({ simulation, allowed }),
      ...unread.map(({ token, what }): Look => {
        const evidence = { where: token, what: visibleText(what, { maxLength: 200 }) }
        return { verdict: 'unknown', evidence }
      }),
    ]
    const left = omitted.map((what) => ({ where: 'not asked', what }))
    const asked = `${pairs} pairs of an owner and a spender were asked for`
    if (looks.length === 0) {
      const evidence = [{ where: 'allowances', what: asked }, ...left]
      return {
        verdict: 'pass',
        detail: 'Of the pairs that were asked for, nobody may take more than before.',
        evidence,
      }
    }
    const verdict = worstVerdict(looks.map((look) => look.verdict))
    const worst = looks.filter((look) => look.verdict === verdict)
    const rest = looks.filter((look) => look.verdict !== verdict)
    return {
      verdict,
      detail: `${worst.length} of ${looks.length} ${details[verdict](worst.length === 1 ? 'is' : 'are')}`,
      evidence: [...boundEvidence([...worst, ...rest].map((look) => look.evidence)), ...left],
    }
  },
}

const details: Readonly<Record<Verdict, (are: 'is' | 'are') => string>> = {
  pass: (are) => `allowances ${are} taken back or lowered.`,
  warn: (are) => `allowances ${are} granted by a call that says so.`,
  fail: (are) => `allowances ${are} granted.`,
  unknown: () => 'allowances could not be compared.',
  'not-applicable': () => '',
}

type Look = { readonly verdict: Verdict; readonly evidence: FindingEvidence }

function judge(change: AllowedChange, calls: readonly DecodedCall[]): Look {
  const { token, owner, spender } = change
  const where = `${token}: ${spender} may take from ${owner}`
  const what = `${amountText(change, 'before')} → ${amountText(change, 'after')}`
  const isLess = change.kind === 'all' ? !change.after : change.after < change.before
  if (isLess) return { verdict: 'pass', evidence: { where, what } }
  const isPlain = change.kind === 'amount' && change.after < unlimited && isCalled(change, calls)
  return isPlain
    ? { verdict: 'warn', evidence: { where, what: `${what}, as a call says` } }
    : { verdict: 'fail', evidence: { where, what } }
}

function amountText(change: AllowedChange, side: 'before' | 'after'): string {
  const value = change[side]
  if (typeof value === 'boolean') return value ? 'all' : 'nothing'
  return value >= unlimited ? 'unlimited' : String(value)
}

function isCalled(
  { token, spender, after }: AllowedChange,
  calls: readonly DecodedCall[],
): boolean {
  return walkCalls(calls).some(({ call: { call, signature, args } }) => {
    if (signature !== 'approve(address,uint256)' || !isAddressEqual(call.target, token))
      return false
    const [to, amount] = (args ?? []).map(({ value }) => value)
    return typeof to === 'string' && isAddressEqual(to as Address, spender) && amount === after
  })
}

/** Approvals that were announced, and that no answer of the token shows either way. */
function unseen({
  simulation: { flows },
  allowed,
}: Pick<CheckFactValues, 'simulation'> & { allowed: readonly AllowedChange[] }): Look[] {
  const granted = flows.allowances.filter((one) =>
    one.kind === 'amount' ? one.amount > 0n : one.kind === 'all' ? one.approved : true,
  )
  return granted.flatMap(({ token, owner, spender, kind, ...rest }): Look[] => {
    const isRead = allowed.some(
      (one) =>
        isAddressEqual(one.token, token) &&
        isAddressEqual(one.owner, owner) &&
        isAddressEqual(one.spender, spender),
    )
    const where = `${token}: ${spender} may take from ${owner}`
    if (kind === 'token') {
      const id = 'id' in rest ? rest.id : ''
      return BigInt(spender) === 0n
        ? []
        : [{ verdict: 'fail', evidence: { where, what: `number ${id}, by its event` } }]
    }
    if (isRead) return []
    // It was as high before, or it was used up at once.
    const what = 'was announced by an event; the allowance is what it was before'
    return [{ verdict: 'pass', evidence: { where, what } }]
  })
}
