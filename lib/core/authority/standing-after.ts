import { type Address, type Hash, isAddressEqual, zeroAddress } from 'viem'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import type { RoleHolders, TimelockRole } from '@/lib/core/timelock/timelock-state'
import type { Standing } from './authority'

/** What it takes to make an account act once these calls, all of them to it, have run. */
export function standingAfter(standing: Standing, calls: readonly DecodedCall[]): Standing {
  return calls.reduce<Standing>((before, call) => {
    if (before.kind === 'timelock') return timelockAfter(before, call)
    return before.kind === 'safe' ? safeAfter(before, call) : before
  }, standing)
}

type Timelock = Extract<Standing, { kind: 'timelock' }>
type Safe = Extract<Standing, { kind: 'safe' }>

function timelockAfter(timelock: Timelock, { name, args = [] }: DecodedCall): Standing {
  const [first, second] = args.map(({ value }) => value)
  switch (name) {
    case 'updateDelay':
      return typeof first === 'bigint' ? { ...timelock, delay: first } : timelock
    case 'grantRole':
    case 'revokeRole':
    case 'renounceRole': {
      const role = roleNamed(first)
      if (!role || typeof second !== 'string') return timelock
      const account = second as Address
      const changed = withHolder(timelock.roles[role], account, name === 'grantRole')
      return { ...timelock, roles: { ...timelock.roles, [role]: changed } }
    }
    case undefined:
      return { kind: 'unknown', reason: 'the patch calls it with what could not be read' }
    default:
      return timelock
  }
}

function roleNamed(id: unknown): TimelockRole | undefined {
  const { defaultAdmin, legacyAdmin, ...others } = timelockRoleIds
  if (id === defaultAdmin || id === legacyAdmin) return 'admin'
  const entries = Object.entries(others) as [keyof typeof others, Hash][]
  return entries.find(([, one]) => one === id)?.[0]
}

function withHolder({ open, holders }: RoleHolders, account: Address, holds: boolean): RoleHolders {
  if (isAddressEqual(account, zeroAddress)) return { open: holds, holders }
  const others = without(holders, account)
  return { open, holders: holds ? [...others, account] : others }
}

function safeAfter(safe: Safe, { name, args = [], operation }: DecodedCall): Standing {
  const values = args.map(({ value }) => value)
  const [first, second, third] = values as (Address | undefined)[]
  const threshold = Number(values.at(-1))
  switch (operation === 'delegatecall' ? undefined : name) {
    case 'addOwnerWithThreshold':
      return first ? { ...safe, owners: [first, ...safe.owners], threshold } : safe
    case 'removeOwner':
      return second ? { ...safe, owners: without(safe.owners, second), threshold } : safe
    case 'swapOwner':
      if (!second || !third) return safe
      return { ...safe, owners: [...without(safe.owners, second), third] }
    case 'changeThreshold':
      return { ...safe, threshold }
    case 'enableModule':
      return first ? { ...safe, modules: [...without(safe.modules, first), first] } : safe
    case 'disableModule':
      return second ? { ...safe, modules: without(safe.modules, second) } : safe
    case undefined:
      return { kind: 'unknown', reason: 'the patch calls it with what could not be read' }
    default:
      return safe
  }
}

function without(accounts: readonly Address[], account: Address): Address[] {
  return accounts.filter((one) => !isAddressEqual(one, account))
}
