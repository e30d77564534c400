import { type Address, type Hash, numberToHex } from 'viem'
import type { Simulation } from '@/lib/core/simulation/simulation'
import type { ContractChanges, SlotChange } from '@/lib/core/simulation/state-diff'
import { chainId } from './patch-facts'

/** A word, for tests. */
export const wordOf = (value: bigint | Address): Hash => numberToHex(BigInt(value), { size: 32 })

/** A word that was written, as a variable where it is named. */
export function writtenSlot(slot: bigint | Hash, before: bigint, after: bigint, path?: string): SlotChange {
  const change = { slot: wordOf(BigInt(slot)), before: wordOf(before), after: wordOf(after) }
  if (path === undefined) return { ...change, variables: [], problem: 'nobody has its sources' }
  const sides = {
    before: { text: String(before), sound: true },
    after: { text: String(after), sound: true },
  }
  return { ...change, variables: [{ path, type: 'uint256', origin: 'sources', ...sides }] }
}

/** A simulated path that wrote this and nothing else. */
export function simulationOf(
  ...written: readonly (readonly [address: Address, ...slots: SlotChange[]])[]
): Simulation {
  const contracts = written.map(([address, ...storage]): ContractChanges => ({ address, storage }))
  return {
    chainId,
    block: { number: 1n, hash: wordOf(1n), timestamp: 1n },
    engine: 'fork',
    path: 'direct',
    gasLimit: { known: true, value: 30_000_000n },
    overrides: [],
    steps: [],
    diff: { known: true, value: { contracts, undecoded: 0 } },
    flows: { moves: [], allowances: [], unread: [] },
    created: [],
    gaps: [],
    verdict: 'pass',
  }
}
