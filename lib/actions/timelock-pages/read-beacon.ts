import { type Address, type Client, getAddress, slice, zeroHash } from 'viem'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readStorageWords } from '@/lib/adapters/rpc/read-storage-words'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'

/**
 * The beacon by which an address says that it goes, if it is a contract that says so.
 *
 * @throws RpcUnreachableError
 */
export async function readBeacon(client: Client, at: ChainAddress): Promise<Address | undefined> {
  const { number: blockNumber } = await readBlock(client, at)
  const slot = BigInt(eip1967Slots.beacon)
  const words = await readStorageWords(client, { ...at, slots: [slot], blockNumber })
  const word = words.get(slot) ?? zeroHash
  return word === zeroHash ? undefined : getAddress(slice(word, 12))
}
