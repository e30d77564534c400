import type { PendingOperation } from '@/lib/actions/simulation/pending-operations'
import type { OperationOrder } from '@/lib/core/simulation/operation-orders'

type Way = readonly PendingOperation[]

/** What came of a way: its last operation was refused, it led where another has led, or to a state in which some things are fine. */
export type WalkedWay =
  | { readonly refusal: string }
  | { readonly isKnown: true }
  | { readonly fine: readonly string[] }

export type SearchOrdersParameters = {
  /** No way has more operations. */
  readonly longest: number
  /** No more ways are walked. */
  readonly most: number
  readonly walk: (way: Way) => Promise<WalkedWay>
}

export type FoundOrders = {
  readonly orders: readonly OperationOrder[]
  /** What was fine before anything was executed. */
  readonly held: readonly string[]
  /** Not every way was walked. */
  readonly isCut: boolean
}

type Reached = { readonly way: Way; readonly broken: readonly string[] }

/** Walks every way on which each operation follows those before it, shortest first, and tells of each state once. */
export async function searchOrders(
  operations: readonly PendingOperation[],
  { longest, most, walk }: SearchOrdersParameters,
): Promise<FoundOrders> {
  const start = await walk([])
  const held = 'fine' in start ? start.fine : []
  const orders: OperationOrder[] = []
  let ways = 0
  let isCut = false
  // What is reached is appended while it is gone through.
  const reached: Reached[] = [{ way: [], broken: [] }]
  for (const { way, broken } of reached) {
    const left = way.length < longest ? operations.filter((one) => !way.includes(one)) : []
    const tried = left.slice(0, most - ways)
    isCut ||= tried.length < left.length
    ways += tried.length
    const { refused, next } = await follow(way, { tried, held, walk })
    orders.push({ executed: way.map(({ id }) => id), refused, broken })
    reached.push(...next)
  }
  return { orders, held, isCut }
}

async function follow(
  way: Way,
  {
    tried,
    held,
    walk,
  }: { tried: Way; held: readonly string[] } & Pick<SearchOrdersParameters, 'walk'>,
): Promise<{ refused: OperationOrder['refused']; next: readonly Reached[] }> {
  const refused: { id: PendingOperation['id']; reason: string }[] = []
  const next: Reached[] = []
  for (const operation of tried) {
    const longer = [...way, operation]
    const walked = await walk(longer)
    if ('refusal' in walked) refused.push({ id: operation.id, reason: walked.refusal })
    if (!('fine' in walked)) continue
    next.push({ way: longer, broken: held.filter((one) => !walked.fine.includes(one)) })
  }
  return { refused, next }
}
