import type { Address } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/** What the configuration names: nobody who proposes has a say in it. */
export type KnownContracts = {
  readonly safes: readonly ChainAddress[]
  readonly timelocks: readonly ChainAddress[]
  /** Everything that has a name here, Safes and timelocks included. */
  readonly named: readonly (ChainAddress & { readonly name: string })[]
}

/** Addresses with a name, on one chain. */
export function namedOn(
  { named }: KnownContracts,
  chainId: number,
): { readonly name: string; readonly address: Address }[] {
  return named
    .filter((each) => each.chainId === chainId)
    .map(({ name, address }) => ({ name, address }))
}
