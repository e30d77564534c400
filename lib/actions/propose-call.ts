import type { Address, Client, Hash } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { proposeTransaction } from '@/lib/actions/propose-transaction'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { nextNonce } from '@/lib/core/safe/next-nonce'
import { plainTransaction } from '@/lib/core/safe/plain-transaction'

export type ProposeCallParameters = {
  wallet: Client
  reader: Client
  /** An owner of the Safe. */
  account: Address
  safe: ChainAddress
  call: Call
  inTurn: InTurn
}

/**
 * Proposes one call as a Safe transaction at the next free nonce, signed by the connected owner.
 *
 * @returns Its safeTxHash.
 * @throws NotASafeError, RpcUnreachableError, SafeServiceAnswerError, SignatureMismatchError, WalletError,
 * and what `inTurn` throws.
 */
export async function proposeCall({
  wallet,
  reader,
  account,
  safe,
  call,
  inTurn,
}: ProposeCallParameters): Promise<Hash> {
  const state = await readSafe(reader, safe)
  const { chainId } = safe
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  const { transactions } = await service.list({ state })
  const transaction = plainTransaction({ safe, call, nonce: nextNonce(state, transactions) })
  const { version } = state
  return await proposeTransaction({ wallet, account, transaction, version, inTurn })
}
