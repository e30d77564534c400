import * as z from 'zod/mini'
import type { LogPosition } from '@/lib/core/chain/log-position'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

/** Bytes of one call. A log of more does not fit into a block of any chain. */
const maximumCalldata = 16_000_000

const uint = decimalField(maximumUint256, 'an integer')
const index = z.int().check(z.nonnegative())

const position = z.strictObject({
  blockNumber: uint,
  blockHash: hashField,
  blockTimestamp: uint,
  transactionHash: hashField,
  logIndex: index,
})

/** An operation as JSON has it. */
export const operationSchema = z.strictObject({
  timelock: z.strictObject({ chainId: index, address: addressField }),
  kind: z.enum([
    'openzeppelin',
    'compound',
    'zodiac-delay',
    'access-manager',
    'chainlink-rbac',
    'ds-pause',
  ]),
  id: hashField,
  calls: z.array(
    z.strictObject({
      target: addressField,
      value: uint,
      data: bytesField(maximumCalldata),
      delegatecall: z.optional(z.literal(true)),
      signature: z.optional(z.string()),
      codeHash: z.optional(hashField),
    }),
  ),
  missingCalls: z.optional(index),
  mismatch: z.optional(z.literal(true)),
  predecessor: z.optional(hashField),
  salt: z.optional(z.union([hashField, z.literal('unknown')])),
  encoding: z.optional(z.enum(['single', 'batch', 'unknown'])),
  proposer: z.optional(addressField),
  proposerFrom: z.optional(z.enum(['transaction', 'unknown'])),
  silent: z.optional(z.literal(true)),
  origin: z.optional(z.literal('calls')),
  instances: z.array(
    z.strictObject({
      scheduled: position,
      eta: uint,
      expires: z.optional(uint),
      nonce: z.optional(uint),
      cancelled: z.optional(position),
      executed: z.optional(position),
    }),
  ),
})

/**
 * The one JSON text (RFC 8785) of an operation; large integers are strings of decimal digits. Written with its members in their
 * order: sorting them anew takes several times as long, and an indexer writes a hundred thousand.
 */
export function writeOperation(operation: QueuedOperation): string {
  const { calls, encoding, id, instances, kind, mismatch, missingCalls } = operation
  const { origin, predecessor, proposer, proposerFrom, salt, silent, timelock } = operation
  return JSON.stringify({
    calls: calls.map(({ codeHash, data, delegatecall, signature, target, value }) => ({
      codeHash,
      data,
      delegatecall,
      signature,
      target,
      value: value.toString(),
    })),
    encoding,
    id,
    instances: instances.map(({ cancelled, eta, executed, expires, nonce, scheduled }) => ({
      cancelled: cancelled && positionJson(cancelled),
      eta: eta.toString(),
      executed: executed && positionJson(executed),
      expires: expires?.toString(),
      nonce: nonce?.toString(),
      scheduled: positionJson(scheduled),
    })),
    kind,
    mismatch,
    missingCalls,
    origin,
    predecessor,
    proposer,
    proposerFrom,
    salt,
    silent,
    timelock: { address: timelock.address, chainId: timelock.chainId },
  })
}

function positionJson(position: LogPosition) {
  const { blockHash, blockNumber, blockTimestamp, logIndex, transactionHash } = position
  return {
    blockHash,
    blockNumber: blockNumber.toString(),
    blockTimestamp: blockTimestamp.toString(),
    logIndex,
    transactionHash,
  }
}

/**
 * Reads what `writeOperation` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readOperationJson(json: string): QueuedOperation {
  return operationSchema.parse(JSON.parse(json))
}
