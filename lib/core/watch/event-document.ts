import * as z from 'zod/mini'
import { canonicalJson } from '@/lib/core/canonical/canonical-json'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { blockedReasons, causeKinds, type QueueEvent } from './queue-event'

const seconds = decimalField(maximumUint256, 'seconds')
const text = z.string()

const detail = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('operation'),
    eta: seconds,
    expires: z.optional(seconds),
    calls: z.optional(z.int()),
    targets: z.array(addressField),
    reason: z.optional(z.enum(blockedReasons)),
    waitsFor: z.optional(hashField),
  }),
  z.strictObject({
    of: z.literal('delay'),
    name: text,
    before: z.optional(seconds),
    after: seconds,
  }),
  z.strictObject({
    of: z.literal('role'),
    role: text,
    account: addressField,
    granted: z.boolean(),
  }),
  z.strictObject({ of: z.literal('rule'), about: text, after: text }),
  z.strictObject({ of: z.literal('call'), target: addressField, selector: bytesField(4) }),
  z.strictObject({ of: z.literal('admin'), name: text, account: addressField }),
  z.strictObject({
    of: z.literal('drift'),
    about: z.enum(['code', 'implementation', 'predecessor', 'roles', 'delay', 'safe', 'effect']),
    what: text,
    before: text,
    after: text,
  }),
])

const kind = z.enum(causeKinds)

const document = z.strictObject({
  id: hashField,
  kind: z.enum([...causeKinds, 'retracted']),
  chainId: z.int(),
  timelock: addressField,
  operation: z.optional(hashField),
  instance: z.optional(z.int()),
  cause: hashField,
  at: seconds,
  blockNumber: decimalField(maximumUint256, 'a block number'),
  transactionHash: z.optional(hashField),
  detail,
  subject: text,
  sequence: z.int(),
  retracts: z.optional(z.strictObject({ id: hashField, kind })),
})

/** An event as JSON has it: the timelock as two members, integers as decimal strings. */
export function eventDocument({ timelock, ...event }: QueueEvent): Record<string, unknown> {
  const { chainId, address } = timelock
  return toDecimals({ ...event, chainId, timelock: address }) as Record<string, unknown>
}

/** The one JSON text of an event (RFC 8785). */
export function serializeEvent(event: QueueEvent): string {
  return canonicalJson(eventDocument(event))
}

/** Reads an event as it was kept. @throws z.core.$ZodError where it is none. */
export function parseEvent(json: string): QueueEvent {
  const { chainId, timelock, ...event } = z.parse(document, JSON.parse(json))
  return { ...event, timelock: { chainId, address: timelock } }
}

function toDecimals(value: unknown): unknown {
  if (typeof value === 'bigint') return value.toString()
  if (Array.isArray(value)) return value.map(toDecimals)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toDecimals(item)]))
}
