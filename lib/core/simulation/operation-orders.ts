import type { Hash } from 'viem'

/** One way of executing some of the pending operations. */
export type OperationOrder = {
  /** Ids, in the order in which they were executed. Each succeeded. */
  readonly executed: readonly Hash[]
  /** Those that could not be executed after these, and why. */
  readonly refused: readonly { readonly id: Hash; readonly reason: string }[]
  /** Invariants and journeys that held before anything was executed and do not any more. */
  readonly broken: readonly string[]
}

/** What executing the pending operations of a timelock in the orders that it allows came to. */
export type OperationOrders = {
  /** Those that were executed, the patch among them. */
  readonly operations: readonly Hash[]
  /** How many invariants and journeys were fine before anything was executed, and held against each order. */
  readonly conditions: number
  /** Every state that was reached, that in which none is executed first, and the shortest way to it. */
  readonly orders: readonly OperationOrder[]
  /** What could not be tried, and why. */
  readonly untried: readonly { readonly where: string; readonly what: string }[]
}

/** Something that an order does which another one does not. */
export type OrderHarm = { readonly executed: readonly Hash[]; readonly what: string }

/**
 * What goes wrong only because of the order or because some are left out: what is broken then and is not when all have been
 * executed, and operations that nothing can execute any more.
 */
export function orderHarms({ operations, orders }: OperationOrders): OrderHarm[] {
  const complete = orders.filter(({ executed }) => executed.length === operations.length)
  // What is broken whatever is done is the fault of an operation, not of the order.
  const always = (what: string) =>
    complete.length > 0 && complete.every(({ broken }) => broken.includes(what))
  const ends = orders.filter((order) => isEnd(order, operations))
  const most = Math.max(0, ...ends.map(({ executed }) => executed.length))
  const reachable = new Set(
    ends.filter(({ executed }) => executed.length === most).flatMap(({ executed }) => executed),
  )
  return orders.flatMap(({ executed, refused, broken }) => [
    ...broken.filter((what) => !always(what)).map((what) => ({ executed, what })),
    ...(isEnd({ executed, refused }, operations)
      ? refused
          .filter(({ id }) => reachable.has(id))
          .map(({ id, reason }) => ({
            executed,
            what: `operation ${id} can never be executed then: ${reason}`,
          }))
      : []),
  ])
}

/** Nothing is left that could be executed after it. */
function isEnd(
  { executed, refused }: Pick<OperationOrder, 'executed' | 'refused'>,
  operations: readonly Hash[],
): boolean {
  return executed.length + refused.length >= operations.length
}
