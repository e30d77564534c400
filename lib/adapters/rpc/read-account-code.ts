import { type Address, type Client, getAddress, type Hex, size, slice } from 'viem'
import { getCode } from 'viem/actions'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { hashCode } from '@/lib/core/bytecode/hash-code'
import type { AccountCode } from '@/lib/core/chain/account-code'

/** What begins the code of an account with a delegation, before the address of its target. */
const delegationPrefix = '0xef0100'

/**
 * Reads what stands at an address at one block.
 *
 * @throws RpcUnreachableError
 * @see https://eips.ethereum.org/EIPS/eip-7702#delegation-designation
 */
export async function readAccountCode(
  client: Client,
  { chainId, address, blockNumber }: { chainId: number; address: Address; blockNumber: bigint },
): Promise<{ account: AccountCode; code: Hex }> {
  try {
    const code = (await getCode(client, { address, blockNumber })) ?? '0x'
    const base = { address, codeHash: hashCode(code), size: size(code) }
    const isDelegated = code.startsWith(delegationPrefix) && base.size === 23
    if (!isDelegated) {
      return { account: { ...base, kind: code === '0x' ? 'none' : 'contract' }, code }
    }
    return { account: { ...base, kind: 'delegated', delegate: getAddress(slice(code, 3)) }, code }
  } catch (cause) {
    throw new RpcUnreachableError({ chainId, request: `eth_getCode of ${address}`, cause })
  }
}
