import { type Address, getAddress, type Hash, zeroAddress } from 'viem'
import { inChainOrder, type RoleLog } from '@/lib/core/timelock/timelock-log'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import type { RoleHolders, TimelockRole } from '@/lib/core/timelock/timelock-state'

/**
 * Who holds the roles of a timelock, folded from all its role events since its deployment. AccessControl cannot list
 * its members, so confirm each with `hasRole` at the block of the facts.
 *
 * `open` says that address(0) holds the role: honoured for executors since 4.1, and before that for every role.
 * Until 4.6 there was no canceller; proposers cancelled, and are returned as cancellers.
 */
export function foldRoles(logs: readonly RoleLog[]): Record<TimelockRole, RoleHolders> {
  const members = new Map<Hash, Set<Address>>()
  const administered = new Set<Hash>()
  for (const log of inChainOrder(logs)) {
    const { role } = log.args
    if (log.eventName === 'RoleAdminChanged') {
      administered.add(role)
      continue
    }
    const holders = members.get(role) ?? new Set()
    members.set(role, holders)
    if (log.eventName === 'RoleGranted') holders.add(getAddress(log.args.account))
    else holders.delete(getAddress(log.args.account))
  }
  const { proposer, executor, canceller, defaultAdmin, legacyAdmin } = timelockRoleIds
  // Only constructors before 5.0 set the admin of each role; those before 4.6 knew no canceller.
  const proposersCancel = administered.has(proposer) && !administered.has(canceller)
  return {
    proposer: holdersOf(members, proposer),
    executor: holdersOf(members, executor),
    canceller: holdersOf(members, proposersCancel ? proposer : canceller),
    admin: holdersOf(members, defaultAdmin, legacyAdmin),
  }
}

function holdersOf(members: ReadonlyMap<Hash, Set<Address>>, ...roles: Hash[]): RoleHolders {
  const holders = new Set(roles.flatMap((role) => [...(members.get(role) ?? [])]))
  return {
    open: holders.has(zeroAddress),
    holders: [...holders].filter((holder) => holder !== zeroAddress),
  }
}
