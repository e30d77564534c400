import type { PendingOperation } from '@/lib/actions/simulation/pending-operations'
import type { OperationOrder } from '@/lib/core/simulation/operation-orders'

type Way = readonly PendingOperation[]

/** What came of a step: it was refused, it led where another way has led, or to a state in which some things are fine. */
export type WalkedStep =
  | { readonly refusal: string }
  | { readonly isKnown: true }
  | { readonly fine: readonly string[] }

export type SearchOrdersParameters = {
  /** No way has more operations. */
  readonly longest: number
  /** No more steps are taken. */
  readonly most: number
  /** What is fine before anything is executed. */
  readonly held: readonly string[]
  /**
   * Executes the last operation of a way upon those before it. Where that leads to a new state, `onward` is done there; then
   * the operation is undone.
   */
  readonly step: (
    way: Way,
    onward: (fine: readonly string[]) => Promise<void>,
  ) => Promise<WalkedStep>
}

export type FoundOrders = {
  /** One for each state: the first way to it, the shortest in front. */
  readonly orders: readonly OperationOrder[]
  /** Not every step was taken. */
  readonly isCut: boolean
}

/**
 * Walks the tree of all ways on which each operation follows those before it. What ways have in common is executed once, and
 * a state that another way has led to is not left a second time: operations that commute take as many states as they have
 * parts.
 */
export async function searchOrders(
  operations: readonly PendingOperation[],
  { longest, most, held, step }: SearchOrdersParameters,
): Promise<FoundOrders> {
  const orders: OperationOrder[] = []
  let steps = 0
  let isCut = false
  const visit = async (way: Way, broken: readonly string[]): Promise<void> => {
    const refused: { id: PendingOperation['id']; reason: string }[] = []
    orders.push({ executed: way.map(({ id }) => id), refused, broken })
    if (way.length === longest) return
    for (const operation of operations.filter((one) => !way.includes(one))) {
      if (steps === most) {
        isCut = true
        return
      }
      steps += 1
      const longer = [...way, operation]
      const walked = await step(longer, (fine) =>
        visit(
          longer,
          held.filter((one) => !fine.includes(one)),
        ),
      )
      if ('refusal' in walked) refused.push({ id: operation.id, reason: walked.refusal })
    }
  }
  await visit([], [])
  return { orders: orders.toSorted((a, b) => a.executed.length - b.executed.length), isCut }
}
