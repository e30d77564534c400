import { encodeFunctionData, type Hash, isAddressEqual, parseAbi, toFunctionSelector } from 'viem'
import { readAddress, readBool } from '@/lib/core/timelock/kind/read-answer'
import type { RoleClaim, RoleQuestion } from '@/lib/core/timelock/kind/role-claim'

const abi = /* @__PURE__ */ parseAbi([
  'function hasRole(bytes32 role, address account) view returns (bool)',
])

/** Whether an account holds one of some roles of an AccessControl. */
export function asksHasRole(roles: readonly Hash[], { account }: RoleClaim): RoleQuestion {
  return {
    calls: roles.map((role) =>
      encodeFunctionData({ abi, functionName: 'hasRole', args: [role, account] }),
    ),
    read: (answers) => {
      const said = answers.map(readBool)
      if (said.includes(true)) return true
      return said.includes(undefined) ? undefined : false
    },
  }
}

/**
 * Whether the getter of an office answers an account.
 *
 * @param getters By the names that the settings give the offices.
 * @returns undefined for an office that no getter tells.
 */
export function asksOffice(
  getters: Readonly<Record<string, string>>,
  { role, account }: RoleClaim,
): RoleQuestion | undefined {
  const getter = Object.hasOwn(getters, role) ? getters[role] : undefined
  if (getter === undefined) return undefined
  return {
    calls: [toFunctionSelector(`${getter}()`)],
    read: ([answer]) => {
      const holder = readAddress(answer)
      return holder && isAddressEqual(holder, account)
    },
  }
}
