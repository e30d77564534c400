import { isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'

/** Whether two lists make the same calls in the same order, byte for byte. */
export function isSameCalls(some: readonly Call[], others: readonly Call[]): boolean {
  return (
    some.length === others.length && some.every((call, index) => isSameCall(call, others[index]))
  )
}

function isSameCall(a: Call, b: Call | undefined): boolean {
  return (
    b !== undefined &&
    isAddressEqual(a.target, b.target) &&
    a.value === b.value &&
    a.data.toLowerCase() === b.data.toLowerCase()
  )
}
