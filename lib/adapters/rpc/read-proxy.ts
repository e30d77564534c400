import {
  type Address,
  type Client,
  getAddress,
  type Hash,
  type Hex,
  isAddress,
  parseAbi,
  slice,
  zeroHash,
} from 'viem'
import { getCode, getStorageAt, readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { classifyProxy, type ProxyFacts } from '@/lib/core/proxy/classify-proxy'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import type { NotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { Proxy } from '@/lib/core/proxy/proxy'

export type ReadProxyParameters = { at: ChainAddress; blockNumber: bigint }

const gettersAbi = /* @__PURE__ */ parseAbi([
  'function proxiableUUID() view returns (bytes32)',
  'function UPGRADE_INTERFACE_VERSION() view returns (string)',
  'function owner() view returns (address)',
  'function implementation() view returns (address)',
])

type Getter = 'proxiableUUID' | 'UPGRADE_INTERFACE_VERSION' | 'owner' | 'implementation'

/**
 * Reads what decides which kind of proxy stands at an address, at one block, and classifies it. The slots are read
 * from storage, so a proxy that lies through its getters is still seen as it is.
 *
 * @returns The proxy, or why the address is none that we can upgrade.
 * @throws RpcUnreachableError
 */
export async function readProxy(
  client: Client,
  { at, blockNumber }: ReadProxyParameters,
): Promise<Proxy | NotAProxy> {
  const code = async (address: Address | undefined): Promise<Hash | undefined> => {
    const bytes = address && (await getCode(client, { address, blockNumber }))
    return bytes ? hashCode(bytes) : undefined
  }
  const ask = <T>(address: Address | undefined, getter: Getter): Promise<T | undefined> =>
    address ? askContract<T>(client, { address, getter, blockNumber }) : Promise.resolve(undefined)
  const slot = async (name: keyof typeof eip1967Slots): Promise<Hex> =>
    (await getStorageAt(client, { ...at, slot: eip1967Slots[name], blockNumber })) ?? zeroHash
  try {
    const [codeHash, implementation, admin, beacon] = await Promise.all([
      code(at.address),
      slot('implementation'),
      slot('admin'),
      slot('beacon'),
    ])
    const beaconAddress = addressIn(beacon)
    const adminAddress = addressIn(admin)
    const beaconImplementation = await ask<Address>(beaconAddress, 'implementation')
    const target = addressIn(implementation) ?? beaconImplementation
    const [implementationCodeHash, proxiableUuid, version, adminOwner, beaconOwner, owner] =
      await Promise.all([
        code(target),
        ask<Hash>(target, 'proxiableUUID'),
        ask<string>(adminAddress ?? at.address, 'UPGRADE_INTERFACE_VERSION'),
        ask<Address>(adminAddress, 'owner'),
        ask<Address>(beaconAddress, 'owner'),
        ask<Address>(at.address, 'owner'),
      ])
    const facts: ProxyFacts = {
      codeHash,
      slots: { implementation, admin, beacon },
      implementationCodeHash,
      proxiableUuid,
      upgradeInterfaceVersion: version,
      adminOwner,
      beaconImplementation,
      beaconOwner,
      owner,
    }
    return classifyProxy({ at, facts })
  } catch (cause) {
    throw new RpcUnreachableError({
      chainId: at.chainId,
      request: `EIP-1967 slots of ${at.address}`,
      cause,
    })
  }
}

/** What a getter answers; undefined where the contract itself refuses. A node that does not answer throws. */
async function askContract<T>(
  client: Client,
  { address, getter, blockNumber }: { address: Address; getter: Getter; blockNumber: bigint },
): Promise<T | undefined> {
  try {
    const answer = await readContract(client, {
      address,
      abi: gettersAbi,
      functionName: getter,
      blockNumber,
    })
    return answer as T
  } catch (error) {
    if (isContractsAnswer(error)) return undefined
    throw error
  }
}

function addressIn(word: Hex): Address | undefined {
  if (word === '0x' || BigInt(word) === 0n) return undefined
  const address = slice(word, 12)
  return isAddress(address) ? getAddress(address) : undefined
}
