import type { CallEffect, CallWrite, StrangerCalls } from './stranger-calls'
import { writableKey } from './stranger-calls'

/** What a call writes that neither it nor any other call of a stranger wrote without the patch. */
export function newWrites(
  { before, after }: { readonly before: CallEffect | undefined; readonly after: CallEffect },
  { writable }: Pick<StrangerCalls, 'writable'>,
): readonly CallWrite[] {
  const earlier = new Set(before?.writes.map(({ contract, slot }) => writableKey(contract, slot)))
  return after.writes.filter(({ contract, slot }) => {
    const key = writableKey(contract, slot)
    return !earlier.has(key) && !writable.has(key)
  })
}
