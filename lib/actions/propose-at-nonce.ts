import type { Address, Client, Hash } from 'viem'
import type { InTurn } from '@/lib/actions/in-turn'
import { proposeTransaction } from '@/lib/actions/propose-transaction'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { createSafeService } from '@/lib/adapters/safe-service/create-safe-service'
import { embeddedServiceUrl } from '@/lib/adapters/safe-service/embedded-service-url'
import { BaseError } from '@/lib/core/error/base-error'
import { nextNonce } from '@/lib/core/safe/next-nonce'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'

/** A transaction at this nonce could never execute. */
export class UsedNonceError extends BaseError {
  override readonly name = 'UsedNonceError'
  constructor({ nonce, next }: { nonce: bigint; next: bigint }) {
    super('This nonce was used.', {
      facts: [
        ['Nonce', String(nonce)],
        ['The Safe is at', String(next)],
      ],
      hint: 'Choose this nonce or a later one.',
    })
  }
}

export type ProposeAtNonceParameters = {
  wallet: Client
  reader: Client
  /** An owner of the Safe. */
  account: Address
  /** What is proposed again; every field but the nonce stays. */
  transaction: SafeTransaction
  /** Undefined: behind all that is pending. */
  nonce: bigint | undefined
  inTurn: InTurn
}

/**
 * Proposes the same Safe transaction at another nonce, signed by the connected owner. The dossier stays the same, as the
 * operation does not commit to the nonce; the signatures do, so they are collected anew. The one at the old nonce stays
 * until that nonce is used.
 *
 * @returns Its safeTxHash and nonce.
 * @throws UsedNonceError, NotASafeError, RpcUnreachableError, SafeServiceAnswerError, SignatureMismatchError, WalletError,
 * and what `inTurn` throws.
 */
export async function proposeAtNonce({
  wallet,
  reader,
  account,
  transaction,
  nonce: wanted,
  inTurn,
}: ProposeAtNonceParameters): Promise<{ safeTxHash: Hash; nonce: bigint }> {
  const { safe } = transaction
  const state = await readSafe(reader, safe)
  const nonce = wanted ?? (await readNextNonce(safe.chainId, state))
  if (nonce < state.nonce) throw new UsedNonceError({ nonce, next: state.nonce })
  const moved = { ...transaction, nonce }
  const { version } = state
  const safeTxHash = await proposeTransaction({
    wallet,
    account,
    transaction: moved,
    version,
    inTurn,
  })
  return { safeTxHash, nonce }
}

async function readNextNonce(
  chainId: number,
  state: Awaited<ReturnType<typeof readSafe>>,
): Promise<bigint> {
  const service = createSafeService({ url: embeddedServiceUrl(chainId), chainId })
  const { transactions } = await service.list({ state })
  return nextNonce(state, transactions)
}
