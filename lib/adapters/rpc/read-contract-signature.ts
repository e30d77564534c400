import { type Address, type Client, type Hash, type Hex, parseAbi } from 'viem'
import { readContract } from 'viem/actions'
import { isContractsAnswer } from '@/lib/adapters/rpc/is-contracts-answer'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'

const legacyAbi = parseAbi([
  'function isValidSignature(bytes data, bytes signature) view returns (bytes4)',
])
const erc1271Abi = parseAbi([
  'function isValidSignature(bytes32 hash, bytes signature) view returns (bytes4)',
])

export type ReadContractSignatureParameters = {
  chainId: number
  signer: Address
  hash: Hash
  /** What was hashed; Safes before 1.5.0 hand this to the contract instead of the hash. */
  preimage: Hex
  /** The contract's own signature, without Safe's offset and length words. */
  signature: Hex
  /** Which of the two forms the Safe itself will ask for. */
  form: 'bytes' | 'bytes32'
}

/**
 * Asks a contract whether a signature is its own (EIP-1271), in the form that the Safe will use. A contract that
 * reverts, answers something else or is none says no.
 *
 * @throws RpcUnreachableError
 * @see https://eips.ethereum.org/EIPS/eip-1271
 */
export async function readContractSignature(
  client: Client,
  { chainId, signer, hash, preimage, signature, form }: ReadContractSignatureParameters,
): Promise<boolean> {
  try {
    const magic =
      form === 'bytes'
        ? await readContract(client, {
            address: signer,
            abi: legacyAbi,
            functionName: 'isValidSignature',
            args: [preimage, signature],
          })
        : await readContract(client, {
            address: signer,
            abi: erc1271Abi,
            functionName: 'isValidSignature',
            args: [hash, signature],
          })
    return magic === (form === 'bytes' ? '0x20c13b0b' : '0x1626ba7e')
  } catch (cause) {
    if (isContractsAnswer(cause)) return false
    throw new RpcUnreachableError({ chainId, request: 'isValidSignature', cause })
  }
}
