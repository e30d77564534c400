import { encodeFunctionData, parseAbi } from 'viem'
import { readBool } from '@/lib/core/timelock/kind/read-answer'
import type { RoleClaim, RoleQuestion } from '@/lib/core/timelock/kind/role-claim'
import { asksOffice } from '@/lib/core/timelock/kind/role-questions'

const abi = /* @__PURE__ */ parseAbi([
  'function isModuleEnabled(address module) view returns (bool)',
])

const offices = { owner: 'owner', avatar: 'avatar', target: 'target' }

/** How to ask a Delay who its owner, avatar, target and modules are. */
export function askDelayRole(claim: RoleClaim): RoleQuestion | undefined {
  if (claim.role !== 'module') return asksOffice(offices, claim)
  const args = [claim.account] as const
  return {
    calls: [encodeFunctionData({ abi, functionName: 'isModuleEnabled', args })],
    read: ([answer]) => readBool(answer),
  }
}
