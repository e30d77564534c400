import { tellEther } from '@/lib/core/chain/tell-ether'
import type { AssetFlows } from './asset-flows'
import type { StateDiff } from './state-diff'

/**
 * Balances that changed by something else than what the calls carried, in words: then part of what happened was not seen,
 * or the node's answers contradict each other.
 */
export function etherMismatches({ contracts }: StateDiff, { moves }: AssetFlows): string[] {
  const carried = new Map<string, bigint>()
  const add = (address: string, amount: bigint) => {
    const key = address.toLowerCase()
    carried.set(key, (carried.get(key) ?? 0n) + amount)
  }
  for (const move of moves) {
    if (move.kind !== 'ether') continue
    add(move.from, -move.amount)
    add(move.to, move.amount)
  }
  for (const { address, balance } of contracts) {
    if (balance) add(address, balance.before - balance.after)
  }
  return [...carried]
    .filter(([, amount]) => amount !== 0n)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(
      ([address, amount]) =>
        `The balance of ${address} and the calls that carried ether differ by ${tellEther(amount < 0n ? -amount : amount)}.`,
    )
}
