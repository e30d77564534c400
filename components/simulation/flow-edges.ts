import type { Address } from 'viem'
import { tellEther } from '@/lib/core/chain/tell-ether'
import type { AssetMove } from '@/lib/core/simulation/asset-flows'

/** All that goes from one account to another of one asset. */
export type FlowEdge = {
  readonly key: string
  readonly kind: AssetMove['kind']
  readonly from: Address
  readonly to: Address
  /** Undefined for ether. */
  readonly token: Address | undefined
  /** Of an NFT, which one. */
  readonly id: bigint | undefined
  readonly amount: bigint
  readonly moves: number
}

/** Moves between the same two accounts of the same asset as one, in the order in which the first of each happened. */
export function flowEdges(moves: readonly AssetMove[]): FlowEdge[] {
  const edges = new Map<string, FlowEdge>()
  for (const move of moves) {
    const token = move.kind === 'ether' ? undefined : move.token
    const id = 'id' in move ? move.id : undefined
    const amount = 'amount' in move ? move.amount : 1n
    const { kind, from, to } = move
    const key = [kind, from, to, token ?? '', id ?? ''].join(' ')
    const known = edges.get(key)
    edges.set(key, {
      ...{ key, kind, from, to, token, id },
      amount: (known?.amount ?? 0n) + amount,
      moves: (known?.moves ?? 0) + 1,
    })
  }
  return [...edges.values()]
}

/** `0.5 ETH`, `no. 7`; of a token in its own smallest unit, as nothing here tells its decimals. */
export function describeAmount({ kind, token, id, amount }: FlowEdge): string {
  if (kind === 'erc721') return `no. ${id}`
  if (token === undefined) return tellEther(amount)
  const number = id === undefined ? '' : ` of no. ${id}`
  return `${amount.toLocaleString('en')}${number}`
}
