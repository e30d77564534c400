import {
  type Address,
  BaseError,
  decodeErrorResult,
  getAddress,
  type Hash,
  type Hex,
  isHex,
  parseAbi,
  slice,
} from 'viem'
import { call, getBlock, getStorageAt, readContract } from 'viem/actions'
import type { AnvilClient } from '@/demo/chain/anvil-client'
import { beaconAbi } from '@/lib/core/abi/beacon-abi'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/** keccak256('eip1967.proxy.implementation') - 1, written out here: what tests read must not come from what they test. */
const implementationSlot = '0x360894a13ba1a3210667c828492db98dca3e2076cc3735a920a3ca505d382bbc'

const operationStateAbi = parseAbi([
  'function getOperationState(bytes32 id) view returns (uint8)',
  'function getTimestamp(bytes32 id) view returns (uint256)',
])

const timelockErrorsAbi = parseAbi([
  'error TimelockUnexpectedOperationState(bytes32 operationId, bytes32 expectedStates)',
  'error TimelockUnexecutedPredecessor(bytes32 predecessorId)',
  'error AccessControlUnauthorizedAccount(address account, bytes32 neededRole)',
])

const operationStates = ['unset', 'waiting', 'ready', 'done'] as const

/** What the chain itself says: the only witness of a test after something was changed. */
export type Chain = ReturnType<typeof readChain>

export function readChain(client: AnvilClient) {
  return {
    now: async () => (await getBlock(client)).timestamp,

    implementationOf: async (proxy: Address): Promise<Address> => {
      const word = await getStorageAt(client, { address: proxy, slot: implementationSlot })
      return getAddress(slice(word as Hex, 12))
    },

    implementationOfBeacon: (beacon: Address): Promise<Address> =>
      readContract(client, { address: beacon, abi: beaconAbi, functionName: 'implementation' }),

    operationState: async (timelock: Address, id: Hash) => {
      const state = await readContract(client, {
        address: timelock,
        abi: operationStateAbi,
        functionName: 'getOperationState',
        args: [id],
      })
      return operationStates[state]
    },

    /** When the delay of an operation ends, in seconds; 1 when it is done, 0 when it is unknown. */
    operationTimestamp: (timelock: Address, id: Hash): Promise<bigint> =>
      readContract(client, {
        address: timelock,
        abi: operationStateAbi,
        functionName: 'getTimestamp',
        args: [id],
      }),

    nonceOf: (safe: Address): Promise<bigint> =>
      readContract(client, { address: safe, abi: safeAbi, functionName: 'nonce' }),

    isApproved: async (safe: Address, owner: Address, safeTxHash: Hash): Promise<boolean> => {
      const approved = await readContract(client, {
        address: safe,
        abi: safeAbi,
        functionName: 'approvedHashes',
        args: [owner, safeTxHash],
      })
      return approved === 1n
    },

    /** The name of the error with which the timelock would refuse this execution now; undefined where it would not. */
    refusalOf: async (timelock: Address, operation: OperationContent, account: Address) => {
      try {
        await call(client, { account, to: timelock, data: encodeExecute(operation) })
        return undefined
      } catch (error) {
        return decodeErrorResult({ abi: timelockErrorsAbi, data: revertData(error) }).errorName
      }
    },
  }
}

function revertData(error: unknown): Hex {
  const cause = error instanceof BaseError && error.walk((each) => 'data' in (each as object))
  if (cause && 'data' in cause && isHex(cause.data)) return cause.data
  throw error
}
