import type { Abi, Address, Hash } from 'viem'
import { parseAbi } from '@/lib/core/abi/parse-abi'
import { parseAddress } from '@/lib/core/chain/parse-address'

/** ABIs by address, as a document carries them. @throws InvalidAbiError, InvalidAddressError */
export function readAbis(
  abis: Readonly<Record<string, readonly unknown[]>>,
): Readonly<Record<Address, Abi>> {
  const read = ([address, abi]: [string, readonly unknown[]]) => [
    parseAddress(address),
    parseAbi(abi),
  ]
  return Object.fromEntries(Object.entries(abis).map(read))
}

/** Hashes of source bundles by address, as a document carries them. @throws InvalidAddressError */
export function readBundles(
  bundles: Readonly<Record<string, Hash>>,
): Readonly<Record<Address, Hash>> {
  const read = ([address, bundle]: [string, Hash]) => [parseAddress(address), bundle]
  return Object.fromEntries(Object.entries(bundles).map(read))
}
