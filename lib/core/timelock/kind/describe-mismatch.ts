import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

export type DescribeMismatchParameters = {
  /** What the events of the last instance tell. */
  readonly eta: bigint
  readonly cancelled: boolean
  readonly executed: boolean
  /** What the contract says at a block that is not before those events. */
  readonly told: ChainStanding
}

/**
 * Says in words where a contract contradicts its own events; undefined where it does not. The contract is believed, and
 * whoever relies on the timelock should know: a fork of it, a proxy with new code, or a node that lies.
 */
export function describeMismatch({
  eta,
  cancelled,
  executed,
  told,
}: DescribeMismatchParameters): string | undefined {
  const { standing } = told
  if (standing === 'unknown') return undefined
  const said = describeTold[standing]
  if (executed) {
    if (standing === 'executed' || standing === 'passed') return undefined
    return `Its events say that it was executed; the contract says that it ${said}.`
  }
  if (cancelled) {
    if (standing === 'cancelled' || standing === 'unset' || standing === 'passed') return undefined
    return `Its events say that it was cancelled; the contract says that it ${said}.`
  }
  if (standing === 'executed' || standing === 'cancelled' || standing === 'unset') {
    return `Its events say that it is still scheduled; the contract says that it ${said}.`
  }
  if (told.eta !== undefined && told.eta !== eta) {
    return `Its events say that it can be executed from second ${eta}; the contract says from ${told.eta}.`
  }
  return undefined
}

const describeTold: Readonly<Record<Exclude<OperationStanding, 'unknown'>, string>> = {
  waiting: 'is waiting',
  ready: 'is ready',
  blocked: 'is blocked',
  stale: 'has expired',
  executed: 'was executed',
  cancelled: 'was cancelled',
  passed: 'is over',
  unset: 'does not exist',
}
