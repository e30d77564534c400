import type { Address, Hex } from 'viem'
import { hashDelegate, validTotps } from '@/lib/adapters/safe-service/request-typed-data'
import { type Delegation, deleteDelegate, saveDelegate } from '@/lib/adapters/store/delegates'
import { assertRequestSigner } from './assert-request-signer'
import { readKnownSafe } from './read-known-safe'
import type { SafeServiceContext } from './safe-service-context'
import { NotFoundError, RefusedRequestError } from './safe-service-error'

export type AddDelegateParameters = Omit<Delegation, 'chainId'> & { signature: Hex }

/**
 * Lets a delegate propose in the name of the delegator, who signed for it.
 *
 * @throws RefusedRequestError | NotASafeError | RpcUnreachableError
 */
export async function addDelegate(
  context: SafeServiceContext,
  { signature, ...delegation }: AddDelegateParameters,
): Promise<void> {
  const { store, chainId, now } = context
  const { safe, delegate, delegator } = delegation
  await assertOwner(context, safe, delegator)
  await assertRequestSigner({
    signature,
    signers: [delegator],
    hashes: delegateHashes(context, delegate),
  })
  const createdAt = now()
  await saveDelegate(store, { delegation: { ...delegation, chainId }, createdAt })
}

/**
 * Takes a delegation back, on a request signed by the delegator or the delegate.
 *
 * @throws RefusedRequestError | NotFoundError
 */
export async function removeDelegate(
  context: SafeServiceContext,
  parameters: {
    delegate: Address
    delegator: Address
    /** Undefined: at every Safe. */
    safe?: Address | undefined
    signature: Hex
  },
): Promise<void> {
  const { store, chainId } = context
  const { delegate, delegator, safe, signature } = parameters
  await assertRequestSigner({
    signature,
    signers: [delegator, delegate],
    hashes: delegateHashes(context, delegate),
  })
  const removed = await deleteDelegate(store, { chainId, delegate, delegator, safe })
  if (removed === 0) throw new NotFoundError('The delegation')
}

/** Who owns no Safe has nothing to delegate; without a Safe named, the owner of any Safe may. */
async function assertOwner(
  context: SafeServiceContext,
  safe: Address | undefined,
  delegator: Address,
): Promise<void> {
  if (!safe) return
  const { owners } = await readKnownSafe(context, { safe })
  if (owners.includes(delegator)) return
  throw new RefusedRequestError(
    'nonFieldErrors',
    `Provided delegator=${delegator} is not an owner of the Safe=${safe}`,
  )
}

function delegateHashes({ chainId, now }: SafeServiceContext, delegate: Address) {
  return validTotps(now()).map((totp) => hashDelegate({ chainId, delegate, totp }))
}
