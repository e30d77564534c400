import { encodeFunctionData, type Hex, size, slice, toFunctionSelector } from 'viem'
import { accessManagerAbi } from '@/lib/core/timelock/access-manager/access-abi'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readUint } from '@/lib/core/timelock/kind/read-answer'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'

/** Functions of the manager itself that are its admins' alone. */
const ofAdmins: ReadonlySet<Hex> = /* @__PURE__ */ new Set(
  [
    'labelRole(uint64,string)',
    'setGrantDelay(uint64,uint32)',
    'setRoleAdmin(uint64,uint64)',
    'setRoleGuardian(uint64,uint64)',
    'setTargetAdminDelay(address,uint32)',
    'setTargetClosed(address,bool)',
    'setTargetFunctionRole(address,bytes4[],uint64)',
    'updateAuthority(address,address)',
  ].map(toFunctionSelector),
)

/** Those of the admins of the role that is their first argument. */
const ofRoleAdmins: ReadonlySet<Hex> = /* @__PURE__ */ new Set(
  ['grantRole(uint64,address,uint32)', 'revokeRole(uint64,address)'].map(toFunctionSelector),
)

/**
 * What to ask a manager to know whether who scheduled an operation may still make its call. `canCall` does not know the rules of
 * the manager's own functions: there it is asked for the role.
 *
 * @returns Nothing where no answer tells.
 */
export function permissionQuestions(operation: QueuedOperation): readonly Hex[] {
  const rule = ruleOf(operation)
  if (rule === undefined) return []
  const { caller, target, selector, roleId } = rule
  const isAdmin = encodeFunctionData({
    abi: accessManagerAbi,
    functionName: 'hasRole',
    args: [0n, caller],
  })
  switch (rule.of) {
    case 'admins':
      return [isAdmin]
    case 'role admins':
      return [
        isAdmin,
        encodeFunctionData({ abi: accessManagerAbi, functionName: 'getRoleAdmin', args: [roleId] }),
      ]
    case 'target': {
      const args = [caller, target, selector] as const
      return [encodeFunctionData({ abi: accessManagerAbi, functionName: 'canCall', args })]
    }
  }
}

/**
 * Whether the manager would refuse it. Where a role has admins of its own, nothing tells who they are.
 *
 * @param answers One for each of `permissionQuestions`, in their order.
 */
export function isForbidden(
  operation: QueuedOperation,
  [permission, roleAdmin]: readonly Answer[],
): boolean {
  if (permission === undefined || size(permission) !== 64) return false
  switch (ruleOf(operation)?.of) {
    case 'admins':
      return BigInt(slice(permission, 0, 32)) === 0n
    case 'role admins':
      return readUint(roleAdmin, 64) === 0n && BigInt(slice(permission, 0, 32)) === 0n
    // It may call at once, or after a delay.
    case 'target':
      return BigInt(permission) === 0n
    default:
      return false
  }
}

function ruleOf({ calls: [call], proposer, timelock }: QueuedOperation) {
  if (call === undefined || proposer === undefined || size(call.data) < 4) return undefined
  const selector = slice(call.data, 0, 4).toLowerCase() as Hex
  const roleId = size(call.data) < 36 ? undefined : readUint(slice(call.data, 4, 36), 64)
  const rule = { caller: proposer, target: call.target, selector, roleId: roleId ?? 0n }
  if (call.target.toLowerCase() !== timelock.address.toLowerCase()) {
    return { ...rule, of: 'target' } as const
  }
  if (ofAdmins.has(selector)) return { ...rule, of: 'admins' } as const
  if (!ofRoleAdmins.has(selector)) return { ...rule, of: 'target' } as const
  return roleId === undefined ? undefined : ({ ...rule, of: 'role admins' } as const)
}
