import { isAddressEqual } from 'viem'
import type { PatchFactValues } from '@/lib/core/check/check-facts'

type Pending = PatchFactValues['pending operations'][number]

/**
 * Other operations on the same timelock that call the same contracts, and that neither has to wait for the other. What
 * each does can then be had without the other, and in either order.
 */
export function relatedOperations(operation: Pending, pending: readonly Pending[]): Pending[] {
  const others = pending.filter(({ id }) => id !== operation.id)
  const byId = new Map(others.map((other) => [other.id, other]))
  const isBefore = (first: string, later: Pending): boolean => {
    // Bounded by the number of operations: a circle of predecessors cannot be scheduled, yet may be claimed.
    let current: Pending | undefined = later
    for (let step = 0; current && step <= others.length; step += 1) {
      if (current.content.predecessor === first) return true
      current = byId.get(current.content.predecessor)
    }
    return false
  }
  return others.filter(
    (other) =>
      sharesTarget(operation, other) &&
      !isBefore(operation.id, other) &&
      !isBefore(other.id, operation),
  )
}

function sharesTarget(a: Pick<Pending, 'content'>, b: Pick<Pending, 'content'>): boolean {
  return a.content.calls.some(({ target }) =>
    b.content.calls.some((other) => isAddressEqual(other.target, target)),
  )
}
