import { z } from 'zod'
import { wireAddress, wireBytes, wireHash, wireUint } from './wire-fields'

const wireMoment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)), 'Not a date.')
  .transform((text) => BigInt(Math.floor(Date.parse(text) / 1_000)))

/** A confirmation as a Safe service answers it. The signature is what counts; the rest is said by the service. */
export const confirmationAnswer = z.object({
  owner: wireAddress,
  submissionDate: wireMoment,
  signature: wireBytes,
})

/** A transaction as a Safe service answers it, with its confirmations still to be judged one by one. */
export const transactionAnswer = z.object({
  safe: wireAddress,
  to: wireAddress,
  value: wireUint,
  data: wireBytes,
  operation: z
    .union([z.literal(0), z.literal(1)])
    .transform((value) => (value === 1 ? ('delegatecall' as const) : ('call' as const))),
  gasToken: wireAddress,
  safeTxGas: wireUint,
  baseGas: wireUint,
  gasPrice: wireUint,
  refundReceiver: wireAddress,
  nonce: wireUint,
  safeTxHash: wireHash,
  submissionDate: wireMoment,
  proposer: wireAddress.nullish(),
  proposedByDelegate: wireAddress.nullish(),
  origin: z.string().max(10_000).nullish(),
  isExecuted: z.boolean(),
  isSuccessful: z.boolean().nullish(),
  executionDate: wireMoment.nullish(),
  blockNumber: z.int().nonnegative().nullish(),
  transactionHash: wireHash.nullish(),
  confirmations: z.array(z.unknown()).max(1_000).nullish(),
})

/** A delegation as a Safe service answers it. Without a Safe it is for every Safe of the delegator. */
export const delegateAnswer = z.object({
  safe: wireAddress.nullish(),
  delegate: wireAddress,
  delegator: wireAddress,
})

/** A page as a Safe service answers it, with its results still to be judged one by one. */
export const pageAnswer = z.object({
  count: z.int().nonnegative(),
  next: z.string().nullish(),
  results: z.array(z.unknown()).max(1_000),
})
