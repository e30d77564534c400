import type { Address } from 'viem'

/** Under what it is kept which blocks were searched for calls to a timelock: in full, or only where inputs show them. */
export function callSubjects(address: Address) {
  return { full: `calls:${address}`, inputs: `inputs:${address}` } as const
}
