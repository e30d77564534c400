import { encodeFunctionData, type Hex, parseAbi, size, slice } from 'viem'
import { readUint } from '@/lib/core/timelock/kind/read-answer'
import type { RoleClaim, RoleQuestion } from '@/lib/core/timelock/kind/role-claim'

const abi = /* @__PURE__ */ parseAbi([
  'function getAccess(uint64 roleId, address account) view returns (uint48 since, uint32 currentDelay, uint32 pendingDelay, uint48 effect)',
])

/** How to ask an AccessManager who holds a role, now or from a moment on that is set already. Everybody has the public one. */
export function askAccessRole({ role, account }: RoleClaim): RoleQuestion | undefined {
  const number = role === 'ADMIN_ROLE' ? '0' : /^role (\d{1,20})$/.exec(role)?.[1]
  if (number === undefined) return undefined
  const args = [BigInt(number), account] as const
  return {
    calls: [encodeFunctionData({ abi, functionName: 'getAccess', args })],
    read: ([answer]) => {
      const since = readUint(firstWord(answer), 48)
      return since === undefined ? undefined : since > 0n
    },
  }
}

function firstWord(answer: Hex | undefined): Hex | undefined {
  return answer !== undefined && size(answer) === 128 ? slice(answer, 0, 32) : undefined
}
