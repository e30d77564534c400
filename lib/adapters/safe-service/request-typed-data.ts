import { type Address, type Hash, hashTypedData } from 'viem'
import type { ChainAddress } from '@/lib/core/chain/chain-address'

/**
 * What is signed to delegate, and to take a delegation back.
 *
 * @param parameters.totp Hours since the epoch: a signature is good for this hour and the next.
 */
export function delegateTypedData(parameters: {
  chainId: number
  delegate: Address
  totp: bigint
}) {
  const { chainId, delegate, totp } = parameters
  return {
    domain: { ...domain, chainId },
    types: {
      Delegate: [
        { name: 'delegateAddress', type: 'address' },
        { name: 'totp', type: 'uint256' },
      ],
    },
    primaryType: 'Delegate',
    message: { delegateAddress: delegate, totp },
  } as const
}

/** What the proposer signs to remove a proposal. */
export function deleteRequestTypedData(parameters: {
  safe: ChainAddress
  safeTxHash: Hash
  totp: bigint
}) {
  const { safe, safeTxHash, totp } = parameters
  return {
    domain: { ...domain, chainId: safe.chainId, verifyingContract: safe.address },
    types: {
      DeleteRequest: [
        { name: 'safeTxHash', type: 'bytes32' },
        { name: 'totp', type: 'uint256' },
      ],
    },
    primaryType: 'DeleteRequest',
    message: { safeTxHash, totp },
  } as const
}

export function hashDelegate(parameters: Parameters<typeof delegateTypedData>[0]): Hash {
  return hashTypedData(delegateTypedData(parameters))
}

export function hashDeleteRequest(parameters: Parameters<typeof deleteRequestTypedData>[0]): Hash {
  return hashTypedData(deleteRequestTypedData(parameters))
}

/** The hour of a moment and the one before: a request signed at 11:59 may arrive at 12:00. */
export function validTotps(now: Date): [bigint, bigint] {
  const hour = BigInt(Math.floor(now.getTime() / 3_600_000))
  return [hour, hour - 1n]
}

/** As the Safe Transaction Service has it. */
const domain = { name: 'Safe Transaction Service', version: '1.0' } as const
