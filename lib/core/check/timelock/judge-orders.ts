import type { Hash } from 'viem'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { Judgement } from '@/lib/core/check/check'
import { type OperationOrders, orderHarms } from '@/lib/core/simulation/operation-orders'

/** More evidence is not read. */
const mostEvidence = 24

/** What the orders that were tried say of operations, of which some call the same contracts and wait for nothing. */
export function judgeOrders(
  tried: OperationOrders,
  related: readonly { readonly id: Hash }[],
): Judgement {
  const { operations, orders, conditions, untried } = tried
  const loose = related.map(({ id }) => ({
    where: id,
    what: 'calls the same contracts, and neither waits for the other',
  }))
  const scope =
    operations.length < 2
      ? 'No other operation is pending that could be executed.'
      : `States of ${operations.length} operations that were reached: ${orders.length}; invariants and journeys held against each: ${conditions}.`
  const harms = orderHarms(tried)
  if (harms.length > 0) {
    const shown = harms.slice(0, mostEvidence).map(({ executed, what }) => ({
      where: nameOf(executed),
      what: visibleText(what, { maxLength: 400 }),
    }))
    const left = harms.length - shown.length
    const more = left > 0 ? [{ where: '…', what: `${left} more` }] : []
    const detail = `Executed in part or in another order, the operations do harm. ${scope}`
    return { verdict: 'fail', detail, evidence: [...shown, ...more, ...loose] }
  }
  const evidence = [...untried, ...loose]
  if (loose.length > 0 && conditions === 0) {
    const detail = `${loose.length} other operations can be executed before, after or without this one, and nothing is declared to hold that against.`
    return { verdict: 'fail', detail, evidence }
  }
  if (untried.length > 0) {
    return { verdict: 'unknown', detail: `Not every order was tried. ${scope}`, evidence }
  }
  if (loose.length > 0) {
    const detail = `Loosely related operations, of which no order breaks anything that is declared. ${scope}`
    return { verdict: 'warn', detail, evidence }
  }
  const detail = `No order of pending operations does harm. ${scope}`
  return { verdict: 'pass', detail, evidence }
}

function nameOf(executed: readonly Hash[]): string {
  return executed.length > 0 ? `after ${executed.join(', then ')}` : 'before any of them'
}
