import { type Address, type Client, getAddress, type Hex, slice, zeroAddress } from 'viem'
import { getCode, getStorageAt, readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { NotASafeError } from '@/lib/adapters/rpc/not-a-safe-error'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** keccak256("guard_manager.guard.address") */
const guardSlot = '0x4a204f620c8c5ccdca3fd54d003badd85ba500436a431f0cbda4f558c93c34c8'

/** keccak256("fallback_manager.handler.address") */
const fallbackHandlerSlot = '0x6c9a6c4a39284e37ed1cf53d337577d14212a4870fb976a4366c693b939918d5'

/** The address that begins and ends the linked list of modules. */
const sentinel = '0x0000000000000000000000000000000000000001'

const modulesPerPage = 100n

/** A Safe with more modules than this does not want to be read. */
const mostPages = 10

/**
 * Reads what a Safe says of itself at one block. The singleton, the guard and the fallback handler are read from
 * storage, so a proxy that lies through its functions is still shown as it is.
 *
 * @param parameters.blockNumber Undefined reads the latest block.
 * @throws NotASafeError when the address has no code or does not answer as a Safe; RpcUnreachableError.
 * @see https://github.com/safe-global/safe-smart-account/blob/v1.4.1/contracts/Safe.sol
 */
export async function readSafe(
  client: Client,
  { chainId, address, blockNumber }: ChainAddress & { blockNumber?: bigint | undefined },
): Promise<SafeState> {
  const safe = { chainId, address }
  try {
    const contract = { address, abi: safeAbi, blockNumber } as const
    const [code, version, owners, threshold, nonce, modules, ...slots] = await Promise.all([
      getCode(client, { address, blockNumber }),
      readContract(client, { ...contract, functionName: 'VERSION' }),
      readContract(client, { ...contract, functionName: 'getOwners' }),
      readContract(client, { ...contract, functionName: 'getThreshold' }),
      readContract(client, { ...contract, functionName: 'nonce' }),
      readModules(client, { address, blockNumber }),
      readAddressSlot(client, { address, slot: '0x0', blockNumber }),
      readAddressSlot(client, { address, slot: guardSlot, blockNumber }),
      readAddressSlot(client, { address, slot: fallbackHandlerSlot, blockNumber }),
    ])
    if (!code) throw new NotASafeError({ safe, reason: 'the address has no code' })
    const [singleton, guard, fallbackHandler] = slots
    return {
      safe,
      version,
      singleton,
      owners,
      threshold: Number(threshold),
      nonce,
      modules,
      guard,
      fallbackHandler,
    }
  } catch (cause) {
    if (cause instanceof NotASafeError) throw cause
    if (isContractsAnswer(cause)) {
      throw new NotASafeError({ safe, reason: 'the contract does not answer as a Safe', cause })
    }
    throw new RpcUnreachableError({ chainId, request: `state of the Safe ${address}`, cause })
  }
}

/** Follows the pages of the linked list; Safes before 1.3.0 have no `next` worth following beyond the sentinel. */
async function readModules(
  client: Client,
  { address, blockNumber }: { address: Address; blockNumber: bigint | undefined },
): Promise<Address[]> {
  const modules: Address[] = []
  let start: Address = sentinel
  for (let page = 0; page < mostPages; page++) {
    const [found, next]: readonly [readonly Address[], Address] = await readContract(client, {
      address,
      abi: safeAbi,
      functionName: 'getModulesPaginated',
      args: [start, modulesPerPage],
      blockNumber,
    })
    modules.push(...found)
    if (next === sentinel || next === zeroAddress || found.length === 0) break
    start = next
  }
  return modules
}

async function readAddressSlot(
  client: Client,
  parameters: { address: Address; slot: Hex; blockNumber: bigint | undefined },
): Promise<Address> {
  const word = await getStorageAt(client, parameters)
  return word && word.length === 66 ? getAddress(slice(word, 12)) : zeroAddress
}
