import { isAddressEqual } from 'viem'
import { isOpaque, type PlacedCall, walkCalls } from '@/lib/core/calldata/walk-calls'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Check } from '@/lib/core/check/check'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

/** Names by which contracts hand over power; a hint to look where the ABI is not verified. */
const handsOver =
  /^(transferOwnership|acceptOwnership|renounceOwnership|beginDefaultAdminTransfer|acceptDefaultAdminTransfer|grantRole|revokeRole|renounceRole|changeAdmin|changeProxyAdmin|setPendingAdmin|acceptAdmin|set(Owner|Admin|Governor|Governance|Guardian|Minter|Pauser|Operator|Authority|Controller)|(add|remove)(Minter|Owner|Admin|Pauser|Operator)|addOwnerWithThreshold|swapOwner|changeThreshold|enableModule|disableModule|setGuard|updateDelay|rely|deny|setUserRole|setRoleCapability|setRole(Admin|Guardian)|(grant|revoke|renounce)Roles)$/
/** The same in general: a verb of giving, and whom it is given to. */
const handsOverTo =
  /^_*(begin|transfer|accept|claim|renounce|change|set|update|nominate|propose|add|remove|grant|revoke|swap|replace|rotate)(New|Next|Pending|Default|Proxy|Contract|Protocol|Super)*(Owner|Ownership|Admin|Administrator|Governor|Governance|Guardian|Minter|Pauser|Operator|Authority|Controller|Manager|Keeper|Executor|Proposer|Relayer|Signer)s?(Role|Address|Transfer)?$/

/** AC-05. Whether the patch moves power to somebody. */
export const powerKept: Check<'calls', 'timelock'> = {
  id: 'AC-05',
  title: 'No owner, admin or role changes hands',
  severity: 'high',
  about: 'patch',
  kind: 'judgement',
  needs: ['calls'],
  may: ['timelock'],
  incident:
    'Radiant, 2024-10-16, over 50 million: what the signers took for routine was transferOwnership. Tapioca, 2024-10-18: ownership of the vesting contract moved first.',
  remedy: 'Compare each new holder with the address you know from elsewhere.',
  run: ({ calls, timelock }) => {
    const all = walkCalls(calls)
    const evidence = all
      .filter(({ call }) => isHandingOver(call.name ?? '') && !lengthensDelay(call, timelock))
      .map(({ path, call }) => ({ where: path, what: describePower(call) }))
    if (evidence.length > 0) {
      return { verdict: 'fail', detail: `${evidence.length} calls hand over power.`, evidence }
    }
    const hidden = all.filter((placed) => isOpaque(placed) && placed.call.call.data !== '0x')
    if (hidden.length > 0) {
      const unread = hidden.map(({ path, call }) => ({
        where: path,
        what: call.reason ?? 'not decoded',
      }))
      const detail = `${hidden.length} of ${all.length} calls could not be read.`
      return { verdict: 'unknown', detail, evidence: unread }
    }
    return { verdict: 'pass', detail: `None of ${all.length} calls hands over power.`, evidence }
  },
}

function isHandingOver(name: string): boolean {
  return handsOver.test(name) || handsOverTo.test(name)
}

/** A timelock that will wait longer than now takes nobody's power. */
function lengthensDelay(
  { call: { target }, name, args = [] }: PlacedCall['call'],
  timelock: TimelockState | undefined,
): boolean {
  if (name !== 'updateDelay' || !timelock) return false
  if (!isAddressEqual(target, timelock.timelock.address)) return false
  const [delay] = args
  return typeof delay?.value === 'bigint' && delay.value >= timelock.minDelay
}

function describePower({ call: { target }, signature, args = [] }: PlacedCall['call']): string {
  const given = args.map(({ name, type, value }) => `${name || type} ${String(value)}`).join(', ')
  return visibleText(`${signature} on ${target}: ${given}`, { maxLength: 300 })
}
