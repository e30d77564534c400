import { type Address, type Hex, isAddressEqual, zeroAddress } from 'viem'
import type { Answer } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** That somebody holds a role or an office, or does not hold it any more, as the events of a timelock tell it. */
export type RoleClaim = {
  readonly role: string
  readonly account: Address
  readonly holds: boolean
}

/** How to ask the contract whether somebody holds a role. */
export type RoleQuestion = {
  /** Calldata to the timelock. */
  readonly calls: readonly Hex[]
  /** @returns undefined where the answers do not tell. */
  readonly read: (answers: readonly Answer[]) => boolean | undefined
}

/** A claim with the contract's word on it; null where it did not say. */
export type AskedClaim = Omit<RoleClaim, 'holds'> & {
  /** By the events; null where none tells and the contract was asked who holds the office. */
  readonly holds: boolean | null
  readonly contract: boolean | null
}

/**
 * Who holds what by the events, and who did once: holders first, each in the order of the last change.
 *
 * @param settings All of them, in any order.
 */
export function roleClaims(settings: readonly TimelockSetting[]): RoleClaim[] {
  const claims = new Map<string, RoleClaim>()
  const offices = new Map<string, string>()
  const put = (claim: RoleClaim) => {
    const key = `${claim.role} ${claim.account.toLowerCase()}`
    claims.delete(key)
    claims.set(key, claim)
    return key
  }
  const inOrder = settings.toSorted(
    (a, b) =>
      Number(a.position.blockNumber - b.position.blockNumber) ||
      a.position.logIndex - b.position.logIndex,
  )
  for (const setting of inOrder) {
    if (setting.what === 'admin') {
      const before = claims.get(offices.get(setting.name) ?? '')
      if (before) put({ ...before, holds: false })
      offices.delete(setting.name)
      // An office at the zero address is nobody's.
      if (isAddressEqual(setting.after, zeroAddress)) continue
      const key = put({ role: setting.name, account: setting.after, holds: true })
      offices.set(setting.name, key)
    }
    if (setting.what === 'role') {
      put({ role: setting.role, account: setting.account, holds: setting.granted })
    }
  }
  const all = [...claims.values()]
  return [...all.filter(({ holds }) => holds), ...all.filter(({ holds }) => !holds)]
}

/** What the contract contradicts, in words. */
export function roleIncidents(claims: readonly AskedClaim[]): string[] {
  return claims.flatMap(({ role, account, holds, contract }) => {
    if (contract === null || holds === null || contract === holds) return []
    return holds
      ? [`By the events ${account} holds the role ${role}; the contract says that it does not.`]
      : [`By the events ${account} holds the role ${role} no more; the contract says that it does.`]
  })
}
