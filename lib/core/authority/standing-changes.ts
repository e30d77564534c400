import { type Address, isAddressEqual } from 'viem'
import { spellSeconds } from '@/lib/core/chain/spell-seconds'
import type { TimelockRole } from '@/lib/core/timelock/timelock-state'
import type { AuthorityAccount } from './authority'
import { describeStanding } from './describe-path'

const roles: readonly TimelockRole[] = ['proposer', 'executor', 'canceller', 'admin']

/** What a patch changes of what it takes to make an account act, a line each. Empty where it changes nothing. */
export function standingChanges({ before, after }: AuthorityAccount): string[] {
  if (before.kind === 'timelock' && after.kind === 'timelock') {
    return [
      ...changed('delay', spellSeconds(before.delay), spellSeconds(after.delay)),
      ...roles.flatMap((role) => {
        const [was, is] = [before.roles[role], after.roles[role]]
        return [
          ...(was.open === is.open ? [] : [`${role}: ${is.open ? 'anyone' : 'no longer anyone'}`]),
          ...listChanges(role, was.holders, is.holders),
        ]
      }),
    ]
  }
  if (before.kind === 'safe' && after.kind === 'safe') {
    return [
      ...changed('threshold', String(before.threshold), String(after.threshold)),
      ...listChanges('owner', before.owners, after.owners),
      ...listChanges('module', before.modules, after.modules),
    ]
  }
  return before.kind === after.kind
    ? []
    : [`${describeStanding(before)} becomes ${describeStanding(after)}`]
}

function changed(what: string, before: string, after: string): string[] {
  return before === after ? [] : [`${what}: ${before} becomes ${after}`]
}

function listChanges(what: string, was: readonly Address[], is: readonly Address[]): string[] {
  const missing = (from: readonly Address[], other: readonly Address[]) =>
    from.filter((one) => !other.some((it) => isAddressEqual(it, one)))
  return [
    ...missing(was, is).map((one) => `${what} removed: ${one}`),
    ...missing(is, was).map((one) => `${what} added: ${one}`),
  ]
}
