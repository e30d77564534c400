import { type Address, type Hash, type Hex, hashMessage, hashTypedData } from 'viem'
import {
  type MessageRecord,
  readMessage,
  saveMessage,
  saveMessageSignatures,
} from '@/lib/adapters/store/messages'
import { hashSafeMessage } from '@/lib/core/safe/hash-safe-message'
import type { SafeState } from '@/lib/core/safe/safe-state'
import { assertHashable } from './assert-hashable'
import { assertSignatures } from './assert-signatures'
import { readKnownSafe } from './read-known-safe'
import type { SafeServiceContext } from './safe-service-context'
import { NotFoundError, RefusedRequestError } from './safe-service-error'

/** A text (EIP-191), or an EIP-712 object as wallets take it. */
export type SafeMessage = string | Readonly<Record<string, unknown>>

export type AddMessageParameters = {
  safe: Address
  message: SafeMessage
  /** One or more, concatenated; the first signer counts as the proposer. */
  signatures: Hex
  safeAppId: number | undefined
  origin: string
}

/**
 * Stores a message for the owners of a Safe to sign, with the first signatures.
 *
 * @returns Its Safe message hash.
 * @throws RefusedRequestError | NotASafeError | RpcUnreachableError
 */
export async function addMessage(
  context: SafeServiceContext,
  { safe, message, signatures, safeAppId, origin }: AddMessageParameters,
): Promise<Hash> {
  const { store, chainId, now } = context
  const state = await readKnownSafe(context, { safe })
  const hashes = hashOf(state, message)
  const { messageHash } = hashes
  const parsed = await assertMessageSignatures(context, { state, ...hashes, signatures })
  const [first] = parsed
  if (!first) throw new RefusedRequestError('signature', 'At least one signature is expected.')
  const isNew = await saveMessage(store, {
    chainId,
    safe,
    messageHash,
    message: JSON.stringify(message),
    proposedBy: first.signer,
    safeAppId,
    origin,
    signatures: parsed,
    createdAt: now(),
  })
  if (!isNew) {
    throw new RefusedRequestError(
      'nonFieldErrors',
      `Message with hash ${messageHash} for safe ${safe} already exists`,
    )
  }
  return messageHash
}

/**
 * Adds signatures to a message, all or none.
 *
 * @throws NotFoundError | RefusedRequestError | RpcUnreachableError
 */
export async function addMessageSignatures(
  context: SafeServiceContext,
  { messageHash, signatures }: { messageHash: Hash; signatures: Hex },
): Promise<void> {
  const { store, chainId, now } = context
  const known = await fetchMessage(context, { messageHash })
  const state = await readKnownSafe(context, { safe: known.safe })
  const hashes = hashOf(state, JSON.parse(known.message))
  if (hashes.messageHash !== messageHash) {
    throw new RefusedRequestError('signature', 'The Safe hashes this message differently now.')
  }
  const parsed = await assertMessageSignatures(context, { state, ...hashes, signatures })
  const createdAt = now()
  const duplicates = await saveMessageSignatures(store, {
    chainId,
    messageHash,
    signatures: parsed,
    createdAt,
  })
  if (duplicates.length > 0) {
    throw new RefusedRequestError(
      'signature',
      `Owner=${duplicates.join(', ')} has already signed this message.`,
    )
  }
}

/** @throws NotFoundError */
export async function fetchMessage(
  { store, chainId }: SafeServiceContext,
  { messageHash }: { messageHash: Hash },
): Promise<MessageRecord> {
  const known = await readMessage(store, { chainId, messageHash })
  if (!known) throw new NotFoundError(`The message ${messageHash}`)
  return known
}

function hashOf({ safe, version }: SafeState, message: SafeMessage) {
  return hashSafeMessage({ safe, version, message: hashContent(message) })
}

function hashContent(message: SafeMessage): Hash {
  if (typeof message === 'string') return hashMessage(message)
  assertHashable(message)
  try {
    return hashTypedData(message as Parameters<typeof hashTypedData>[0])
  } catch (cause) {
    throw new RefusedRequestError(
      'message',
      'The message is neither a text nor EIP-712 typed data.',
      {
        facts: [['Reason', cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : '']],
        hint: 'Typed data needs types, domain, primaryType and message.',
        cause,
      },
    )
  }
}

async function assertMessageSignatures(
  context: SafeServiceContext,
  parameters: { state: SafeState; messageHash: Hash; preimage: Hex; signatures: Hex },
) {
  const { state, messageHash, preimage, signatures } = parameters
  return await assertSignatures(context, {
    state,
    hash: messageHash,
    preimage,
    signatures,
    field: 'signature',
  })
}
