import type { Hash } from 'viem'
import type { OrderedOperation } from '@/lib/core/timelock/kind/ordered-operation'

export type OrderNode = {
  readonly id: Hash
  /** Undefined where the timelock is not known to have such an operation. */
  readonly operation: OrderedOperation | undefined
  /** How many operations have to be done before, as far as they are known. */
  readonly column: number
  readonly row: number
  readonly predecessor: Hash | undefined
  readonly state: OrderState
}

/**
 * What the order means for an operation. *Dead end*: what it waits for cannot be done as things are (cancelled, expired,
 * not known), or waits for such a thing itself.
 */
export type OrderState = 'done' | 'over' | 'free' | 'behind' | 'dead-end' | 'missing'

export type OrderLayout = {
  readonly nodes: readonly OrderNode[]
  readonly columns: number
  readonly rows: number
}

/**
 * Places operations so that what has to be done before stands at the left. Each has at most one predecessor, so that they
 * are trees; events that claim a circle are cut where it closes.
 */
export function layoutOrder(operations: readonly OrderedOperation[]): OrderLayout {
  const byId = new Map(operations.map((operation) => [operation.id, operation]))
  const followers = new Map<Hash, Hash[]>()
  const roots = new Set<Hash>()
  for (const { id, predecessor } of operations) {
    if (predecessor === undefined) roots.add(id)
    else {
      followers.set(predecessor, [...(followers.get(predecessor) ?? []), id])
      if (!byId.has(predecessor)) roots.add(predecessor)
    }
  }
  const nodes: OrderNode[] = []
  const placed = new Set<Hash>()
  let row = 0
  const place = (id: Hash, column: number, before: OrderState | undefined) => {
    placed.add(id)
    const operation = byId.get(id)
    const state = stateOf(operation, before)
    const at = nodes.length
    nodes.push({ id, operation, column, row, predecessor: operation?.predecessor, state })
    const next = (followers.get(id) ?? []).filter((follower) => !placed.has(follower))
    const first = row
    next.forEach((follower, index) => {
      if (index > 0) row += 1
      if (!placed.has(follower)) place(follower, column + 1, state)
    })
    const node = nodes[at]
    if (node) nodes[at] = { ...node, row: first }
  }
  const start = (id: Hash) => {
    if (placed.has(id)) return
    if (nodes.length > 0) row += 1
    place(id, 0, undefined)
  }
  for (const id of roots) start(id)
  for (const { id } of operations) start(id)
  const columns = Math.max(0, ...nodes.map(({ column }) => column + 1))
  return { nodes, columns, rows: nodes.length === 0 ? 0 : row + 1 }
}

function stateOf(
  operation: OrderedOperation | undefined,
  before: OrderState | undefined,
): OrderState {
  if (!operation) return 'missing'
  const { standing } = operation
  if (standing === 'executed') return 'done'
  if (['cancelled', 'stale', 'passed', 'unset', 'unknown'].includes(standing)) return 'over'
  if (before === undefined || before === 'done' || operation.predecessorDone) return 'free'
  return before === 'free' || before === 'behind' ? 'behind' : 'dead-end'
}
