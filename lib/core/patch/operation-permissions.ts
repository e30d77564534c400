import { type Address, isAddressEqual } from 'viem'
import type { ProtocolFacts } from '@/lib/core/patch/facts'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import type { Stage } from '@/lib/core/patch/stage'
import type { SafeState } from '@/lib/core/safe/safe-state'
import type { RoleHolders } from '@/lib/core/timelock/timelock-state'

/** Whether the account may do it now; if not, every reason, each a whole sentence. */
export type Permission = { readonly allowed: boolean; readonly reasons: readonly string[] }

/** What an account can do to an operation, by itself and through the Safes it owns. */
export type OperationPermissions = {
  readonly execute: Permission
  readonly cancel: Permission
  /** Safes that hold the role and have the account among their owners: it can propose there. */
  readonly executeVia: readonly SafeState[]
  readonly cancelVia: readonly SafeState[]
}

export type OperationPermissionsParameters = {
  readonly facts: ProtocolFacts
  readonly live: LiveOperation
  readonly stage: Stage
  readonly account: Address | undefined
}

/** Says before the click what the timelock would say after it. What is not known allows nothing. */
export function operationPermissions(
  parameters: OperationPermissionsParameters,
): OperationPermissions {
  const { facts, account } = parameters
  if (!facts.timelock.known) {
    const unknown = { allowed: false, reasons: [`The roles are unknown: ${facts.timelock.reason}`] }
    return { execute: unknown, cancel: unknown, executeVia: [], cancelVia: [] }
  }
  const { executor, canceller } = facts.timelock.value.roles
  const notYet = whyNotExecutable(parameters)
  const open = ['scheduled', 'ready', 'blocked'].includes(parameters.stage)
  const over = open ? [] : ['The operation is not open any more.']
  return {
    execute: permission([...notYet, ...whyNotHolder(executor, account, 'executor', 'EXECUTOR')]),
    cancel: permission([...over, ...whyNotHolder(canceller, account, 'canceller', 'CANCELLER')]),
    executeVia: notYet.length === 0 && !executor.open ? safesOf(facts, executor, account) : [],
    cancelVia: open ? safesOf(facts, canceller, account) : [],
  }
}

function permission(reasons: readonly string[]): Permission {
  return { allowed: reasons.length === 0, reasons }
}

/** Why nobody can execute an operation now, whatever their role. */
export function whyNotExecutable({
  stage,
  live,
}: Pick<OperationPermissionsParameters, 'stage' | 'live'>): string[] {
  const { operation } = live
  const unknownBytes =
    operation.salt === 'unknown' || operation.kind === 'unknown'
      ? [
          'Its salt is unknown, and without it the timelock cannot be told which operation is meant.',
        ]
      : []
  switch (stage) {
    case 'ready':
      return unknownBytes
    case 'scheduled':
      return ['Its delay is still running.', ...unknownBytes]
    case 'blocked':
      return [`Its predecessor ${operation.predecessor} is not done.`, ...unknownBytes]
    default:
      return ['The operation is not open any more.']
  }
}

function whyNotHolder(
  { open, holders }: RoleHolders,
  account: Address | undefined,
  name: string,
  role: string,
): string[] {
  if (!account) return ['No wallet is connected.']
  if (open || holders.some((holder) => isAddressEqual(holder, account))) return []
  const who = holders.length > 0 ? `held by ${holders.join(', ')}` : 'held by nobody'
  return [`Your account is no ${name} of this timelock: ${role}_ROLE is ${who}.`]
}

function safesOf(
  { safe, guardian }: ProtocolFacts,
  { holders }: RoleHolders,
  account: Address | undefined,
): SafeState[] {
  if (!account) return []
  return [safe, guardian].flatMap((known) => {
    if (!known?.known) return []
    const { owners, safe: at } = known.value
    const holds = holders.some((holder) => isAddressEqual(holder, at.address))
    const owns = owners.some((owner) => isAddressEqual(owner, account))
    return holds && owns ? [known.value] : []
  })
}
