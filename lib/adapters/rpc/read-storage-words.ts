import { type Address, type Client, type Hash, isHex, numberToHex, pad, zeroHash } from 'viem'
import { getStorageAt } from 'viem/actions'
import { RpcUnreachableError } from './rpc-unreachable-error'

/** Words asked for at once: a few JSON-RPC batches in flight, no more. */
const atOnce = 200

/**
 * Reads words of an address's storage at one block.
 *
 * @returns Each slot with its 32 bytes. All of them: one that cannot be read fails the whole.
 * @throws RpcUnreachableError
 */
export async function readStorageWords(
  client: Client,
  parameters: {
    chainId: number
    address: Address
    slots: Iterable<bigint>
    blockNumber: bigint
  },
): Promise<ReadonlyMap<bigint, Hash>> {
  const { chainId, address, blockNumber } = parameters
  const slots = [...new Set(parameters.slots)]
  const words = new Map<bigint, Hash>()
  const readWord = async (slot: bigint) => {
    const at = numberToHex(slot, { size: 32 })
    const word = (await getStorageAt(client, { address, slot: at, blockNumber })) ?? zeroHash
    // Some nodes leave leading zeros out.
    if (!isHex(word) || word.length > 66) throw new Error(`slot ${at} holds no word: ${word}`)
    words.set(slot, pad(word, { size: 32 }))
  }
  try {
    for (let first = 0; first < slots.length; first += atOnce) {
      await Promise.all(slots.slice(first, first + atOnce).map(readWord))
    }
    return words
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `eth_getStorageAt ${address}`, cause })
  }
}
