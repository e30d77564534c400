import * as z from 'zod/mini'
import type { LogPosition } from '@/lib/core/chain/log-position'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import type {
  QueuedCall,
  QueuedInstance,
  QueuedOperation,
} from '@/lib/core/timelock/kind/queued-operation'

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
 * The one JSON text (RFC 8785) of an operation; large integers are strings of decimal digits. Put together by hand, its members in
 * their order: an indexer writes a hundred thousand, and this takes half as long as `JSON.stringify` of what would have to be made first.
 */
export function writeOperation(operation: QueuedOperation): string {
  const { calls, encoding, id, instances, kind, mismatch, missingCalls } = operation
  const { origin, predecessor, proposer, salt, silent, timelock } = operation
  const { address, chainId } = timelock
  return `{"calls":[${listOf(calls, callJson)}]${text('encoding', encoding)}${text('id', id)},"instances":[${listOf(instances, instanceJson)}]${text('kind', kind)}${plain('mismatch', mismatch)}${plain('missingCalls', missingCalls)}${text('origin', origin)}${text('predecessor', predecessor)}${text('proposer', proposer)}${text('salt', salt)}${plain('silent', silent)},"timelock":{"address":"${address}","chainId":${chainId}}}`
}

function listOf<item>(items: readonly item[], write: (item: item) => string): string {
  let list = ''
  for (const item of items) list += list === '' ? write(item) : `,${write(item)}`
  return list
}

/** Hex, digits and names of ours need no escaping. */
function text(name: string, value: string | bigint | undefined): string {
  return value === undefined ? '' : `,"${name}":"${value}"`
}

function plain(name: string, value: number | boolean | undefined): string {
  return value === undefined ? '' : `,"${name}":${value}`
}

function callJson({ codeHash, data, delegatecall, signature, target, value }: QueuedCall): string {
  const first = codeHash === undefined ? '' : `"codeHash":"${codeHash}",`
  // Words of the chain's: anything may stand there.
  const words = signature === undefined ? '' : `,"signature":${JSON.stringify(signature)}`
  return `{${first}"data":"${data}"${plain('delegatecall', delegatecall)}${words},"target":"${target}","value":"${value}"}`
}

function instanceJson(instance: QueuedInstance): string {
  const { cancelled, eta, executed, expires, nonce, scheduled } = instance
  const first = cancelled ? `"cancelled":${positionJson(cancelled)},` : ''
  const ended = executed ? `,"executed":${positionJson(executed)}` : ''
  return `{${first}"eta":"${eta}"${ended}${text('expires', expires)}${text('nonce', nonce)},"scheduled":${positionJson(scheduled)}}`
}

function positionJson(position: LogPosition): string {
  const { blockHash, blockNumber, blockTimestamp, logIndex, transactionHash } = position
  return `{"blockHash":"${blockHash}","blockNumber":"${blockNumber}","blockTimestamp":"${blockTimestamp}","logIndex":${logIndex},"transactionHash":"${transactionHash}"}`
}

/**
 * Reads what `writeOperation` has written.
 *
 * @throws z.core.$ZodError, SyntaxError where it is something else.
 */
export function readOperationJson(json: string): QueuedOperation {
  return operationSchema.parse(JSON.parse(json))
}
