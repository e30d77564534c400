import { zeroAddress } from 'viem'
import { z } from 'zod'
import { wireAddress, wireBytes, wireHash, wireText, wireUint } from './wire-fields'

const operation = z
  .union([z.literal(0), z.literal(1), z.literal('0'), z.literal('1')])
  .transform((value) => (Number(value) === 1 ? ('delegatecall' as const) : ('call' as const)))

const addressOrZero = wireAddress.nullish().transform((address) => address ?? zeroAddress)

/** POST /v2/safes/{safe}/multisig-transactions/ */
export const proposeRequest = z.object({
  to: wireAddress,
  value: wireUint,
  data: wireBytes,
  operation,
  safeTxGas: wireUint,
  baseGas: wireUint,
  gasPrice: wireUint,
  gasToken: addressOrZero,
  refundReceiver: addressOrZero,
  nonce: wireUint,
  contractTransactionHash: wireHash,
  sender: wireAddress,
  signature: wireBytes,
  // 200 as in the Safe Transaction Service: a client that stays within it works with both.
  origin: wireText(200).nullish(),
})

/** Confirmations, message signatures and deletions. */
export const signatureRequest = z.object({ signature: wireBytes })

/** POST /v1/safes/{safe}/multisig-transactions/estimations/ */
export const estimateRequest = z.object({
  to: wireAddress,
  value: wireUint,
  data: wireBytes,
  operation,
})

/** POST /v1/data-decoder/ */
export const decodeRequest = z.object({ data: wireBytes, to: wireAddress.nullish() })

/** POST /v2/delegates/ */
export const addDelegateRequest = z.object({
  safe: wireAddress.nullish(),
  delegate: wireAddress,
  delegator: wireAddress,
  label: wireText(50),
  signature: wireBytes,
})

/** DELETE /v2/delegates/{delegate} */
export const removeDelegateRequest = z.object({
  safe: wireAddress.nullish(),
  delegator: wireAddress,
  signature: wireBytes,
})

/** POST /v1/safes/{safe}/messages/ */
export const addMessageRequest = z.object({
  message: z.union([z.string(), z.record(z.string(), z.unknown())]),
  signature: wireBytes,
  safeAppId: z.int().nonnegative().max(2_147_483_647).nullish(),
  origin: wireText(200).nullish(),
})
