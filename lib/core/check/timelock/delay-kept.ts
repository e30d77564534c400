import { isAddressEqual } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { isOpaque, walkCalls } from '@/lib/core/calldata/walk-calls'
import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import type { Check } from '@/lib/core/check/check'
import type { FindingEvidence } from '@/lib/core/check/finding'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** TL-01. Whether those who use the protocol keep the time to leave. */
export const delayKept: Check<'calls' | 'timelock'> = {
  id: 'TL-01',
  title: 'The delay stays, and nobody gets a way around it',
  severity: 'critical',
  about: 'patch',
  kind: 'judgement',
  needs: ['calls', 'timelock'],
  incident:
    'Wasabi, 2026-04-30, about 5 million: an admin role without a delay replaced the code at once. Drift, 2026-04-01: no timelock on the council.',
  remedy: 'Keep the delay, and leave the roles of the timelock to the timelock itself.',
  run: ({ calls, timelock }) => {
    const { address } = timelock.timelock
    const own = walkCalls(calls).filter(({ call }) => isAddressEqual(call.call.target, address))
    const inCalls = own.flatMap(({ path, call }) => {
      const what = describeWeakening(call, timelock)
      return what ? [{ where: path, what }] : []
    })
    const evidence = [...inCalls, ...bypasses(timelock)]
    if (evidence.length > 0) {
      return { verdict: 'fail', detail: `${evidence.length} ways around the delay.`, evidence }
    }
    const hidden = own.filter(isOpaque)
    if (hidden.length > 0) {
      const unread = hidden.map(({ path }) => ({ where: path, what: 'was not decoded' }))
      return {
        verdict: 'unknown',
        detail: 'Calls to the timelock could not be read.',
        evidence: unread,
      }
    }
    const detail = `The delay stays ${tellSeconds(timelock.minDelay)}, and the timelock administers itself.`
    return { verdict: 'pass', detail, evidence }
  },
}

const roleNames = new Map<string, string>([
  [timelockRoleIds.proposer, 'proposer'],
  [timelockRoleIds.defaultAdmin, 'admin'],
  [timelockRoleIds.legacyAdmin, 'admin'],
])

function describeWeakening({ name, args = [] }: DecodedCall, state: TimelockState) {
  const [first, second] = args.map(({ value }) => value)
  if (name === 'updateDelay' && typeof first === 'bigint' && first < state.minDelay) {
    return `the delay falls from ${tellSeconds(state.minDelay)} to ${tellSeconds(first)}`
  }
  if (name === 'grantRole') {
    const role = roleNames.get(String(first).toLowerCase())
    if (role) return `${second} becomes ${role}`
  }
  return undefined
}

/** An admin beside the timelock itself grants itself any role at once. */
function bypasses({ timelock, minDelay, roles }: TimelockState): FindingEvidence[] {
  const admins = roles.admin.holders.filter((holder) => !isAddressEqual(holder, timelock.address))
  return [
    ...admins.map((holder) => ({ where: 'admin', what: `${holder} grants roles without a delay` })),
    ...(roles.admin.open ? [{ where: 'admin', what: 'anyone grants roles' }] : []),
    ...(roles.proposer.open ? [{ where: 'proposer', what: 'anyone proposes' }] : []),
    ...(minDelay === 0n ? [{ where: 'delay', what: 'is 0 s' }] : []),
  ]
}
