import { type Address, isAddressEqual } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** How many Safes below a Safe are looked into: an owner, its owner, and that one's. */
export const deepestNesting = 3

/**
 * What an owner of a Safe is. `delegated`: an account with an EIP-7702 designation. `contract`: signs by EIP-1271. `cycle`: a Safe
 * that stands above itself, so that its approval would wait for its own. `too-deep`: a Safe below the third level.
 */
export type OwnerNode =
  | { readonly kind: 'account' | 'contract' | 'cycle' | 'too-deep'; readonly address: Address }
  | { readonly kind: 'delegated'; readonly address: Address; readonly delegate: Address }
  | { readonly kind: 'unknown'; readonly address: Address; readonly reason: string }
  | SafeNode

/** A Safe among the owners, with its own owners. */
export type SafeNode = {
  readonly kind: 'safe'
  readonly address: Address
  readonly state: SafeState
  readonly owners: readonly OwnerNode[]
}

/** Every Safe of a tree but the one on top, each once. */
export function nestedSafes(tree: SafeNode): SafeState[] {
  const seen: SafeState[] = []
  const walk = ({ owners }: SafeNode) => {
    for (const node of owners) {
      if (node.kind !== 'safe') continue
      const { state } = node
      if (!seen.some(({ safe }) => isAddressEqual(safe.address, state.safe.address))) {
        seen.push(state)
      }
      walk(node)
    }
  }
  walk(tree)
  return seen
}

/** The place of a Safe in trees, so that what stands below it is known. */
export function findSafeNode(
  trees: readonly SafeNode[],
  { chainId, address }: ChainAddress,
): SafeNode | undefined {
  for (const tree of trees) {
    const { safe } = tree.state
    if (safe.chainId === chainId && isAddressEqual(safe.address, address)) return tree
    const below = tree.owners.filter((node): node is SafeNode => node.kind === 'safe')
    const found = findSafeNode(below, { chainId, address })
    if (found) return found
  }
  return undefined
}

/** The Safes above a Safe, the nearest first, up to one on top of a tree. Undefined where it stands in none, or on top. */
export function safesAbove(
  trees: readonly SafeNode[],
  safe: ChainAddress,
): readonly Address[] | undefined {
  for (const { address, owners, state } of trees) {
    const below = owners.filter((node): node is SafeNode => node.kind === 'safe')
    const isOwner =
      state.safe.chainId === safe.chainId &&
      below.some((node) => isAddressEqual(node.address, safe.address))
    if (isOwner) return [address]
    const path = safesAbove(below, safe)
    if (path) return [...path, address]
  }
  return undefined
}
