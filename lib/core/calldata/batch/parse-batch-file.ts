import { type AbiParameter, type Address, type Hex, isAddress } from 'viem'
import * as z from 'zod/mini'
import {
  type BatchJson,
  batchChecksum,
  olderBatchChecksum,
} from '@/lib/core/calldata/batch/batch-checksum'
import { encodeMethod } from '@/lib/core/calldata/batch/encode-method'
import type { Call } from '@/lib/core/chain/call'
import { parseAddress } from '@/lib/core/chain/parse-address'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'

/** What a Transaction Builder file asks for. Its words are whoever's wrote it. */
export type Batch = {
  readonly chainId: number
  /** As the file names it; undefined where it does not. */
  readonly safe: Address | undefined
  readonly name: string
  readonly description: string
  readonly calls: readonly Call[]
  /** Undefined where the file has none. One that is wrong is refused. */
  readonly checksum: Hex | undefined
}

/** Each fact names a member and what is wrong with it. */
export class InvalidBatchError extends BaseError {
  override readonly name = 'InvalidBatchError'
  constructor(facts: readonly ErrorFact[], cause?: unknown) {
    super('This is not a valid file of the Transaction Builder.', {
      facts,
      hint: 'Export it again. A file that was edited by hand has to lose its checksum.',
      cause,
    })
  }
}

/** More than any Safe could execute at once. */
const mostCalls = 1_000

const method = z.object({
  name: z.string().check(z.regex(/^[A-Za-z_$][\w$]*$/)),
  inputs: z.optional(z.array(z.looseObject({ name: z.string(), type: z.string() }))),
})

const schema = z.looseObject({
  version: z.literal('1.0'),
  chainId: z.string().check(z.regex(/^[1-9]\d{0,14}$/)),
  meta: z.looseObject({
    name: z.optional(z.nullable(z.string())),
    description: z.optional(z.nullable(z.string())),
    checksum: z.optional(z.nullable(z.string())),
    createdFromSafeAddress: z.optional(z.nullable(z.string())),
  }),
  transactions: z
    .array(
      z.looseObject({
        to: z.string(),
        value: z.string().check(z.regex(/^\d{1,78}$/)),
        data: z.optional(z.nullable(z.string().check(z.regex(/^(0x([0-9a-fA-F]{2})*)?$/)))),
        contractMethod: z.optional(z.nullable(method)),
        contractInputsValues: z.optional(z.nullable(z.record(z.string(), z.string()))),
      }),
    )
    .check(z.minLength(1), z.maxLength(mostCalls)),
})

/**
 * Reads a file of the Safe's Transaction Builder. The calls are what it would make: data as it stands there, or the method
 * with its values, encoded.
 *
 * @throws InvalidBatchError
 */
export function parseBatchFile(json: string): Batch {
  const value = parseJson(json)
  const parsed = schema.safeParse(value)
  if (!parsed.success) {
    throw new InvalidBatchError(
      parsed.error.issues.map(({ path, message }) => [shown(path.join('.') || 'file'), message]),
    )
  }
  const { chainId, meta, transactions } = parsed.data
  const checksum = meta.checksum || undefined
  const file = value as BatchJson
  const made = batchChecksum(file)
  if (checksum !== undefined && checksum !== made && checksum !== olderBatchChecksum(file)) {
    throw new InvalidBatchError([
      ['meta.checksum', `The file has ${shown(checksum)}, its content makes ${made}.`],
    ])
  }
  const safe = meta.createdFromSafeAddress ?? ''
  return {
    chainId: Number(chainId),
    safe: isAddress(safe, { strict: false }) ? parseAddress(safe) : undefined,
    name: meta.name ?? '',
    description: meta.description ?? '',
    calls: transactions.map(readCall),
    checksum: checksum as Hex | undefined,
  }
}

type Transaction = z.output<typeof schema>['transactions'][number]

function readCall({ to, value, data, ...rest }: Transaction, index: number): Call {
  const { contractMethod, contractInputsValues } = rest
  try {
    const target = parseAddress(to)
    if (data) return { target, value: BigInt(value), data: data.toLowerCase() as Hex }
    // Without a method it is a transfer of value.
    if (!contractMethod) return { target, value: BigInt(value), data: '0x' }
    const inputs = (contractMethod.inputs ?? []) as readonly AbiParameter[]
    const name = contractMethod.name
    const encoded = encodeMethod({ name, inputs }, contractInputsValues ?? {})
    return { target, value: BigInt(value), data: encoded }
  } catch (cause) {
    const [line = ''] = cause instanceof Error ? cause.message.split('\n') : []
    throw new InvalidBatchError([[`transactions.${index}`, shown(line)]], cause)
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new InvalidBatchError([['JSON', 'does not parse']], cause)
  }
}

const shown = (text: string) => visibleText(text, { maxLength: 200 })
