import type { Hash } from 'viem'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import {
  addressField,
  bytesField,
  decimalField,
  hashField,
  maximumUint256,
} from '@/lib/core/chain/wire-fields'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { hashSafeTransaction } from './hash-safe-transaction'
import type { SafeTransaction } from './safe-transaction'
import type { SignatureFile } from './signature-file'

/** What a transaction can carry, as hex, with room for the signatures. UTF-16 units. */
const longestFile = 1_000_000
/** More owners than any Safe we know of. */
const mostSignatures = 256
/** More would not be read. */
const shownIssues = 8

/** A text that is no signature file, or one that contradicts itself. Each fact names a member and what is wrong with it. */
export class InvalidSignatureFileError extends BaseError {
  override readonly name = 'InvalidSignatureFileError'
  constructor(facts: readonly ErrorFact[], cause?: unknown) {
    super('This is not a valid signature file.', {
      facts,
      hint: 'Ask whoever sent it for the file or the link again. Nothing of it was taken over.',
      cause,
    })
  }
}

/** The hash in a file is not that of its fields: something was changed on the way, or in the file it came from. */
export class SignatureFileHashError extends BaseError {
  override readonly name = 'SignatureFileHashError'
  constructor({ claimed, computed }: { claimed: Hash; computed: Hash }) {
    super('The safeTxHash of this file is not the one of its transaction.', {
      facts: [
        ['In the file', claimed],
        ['Computed here', computed],
      ],
      hint: 'Do not sign anything that came with it: a field was changed after it was hashed.',
    })
  }
}

const uint = (meaning: string) => decimalField(maximumUint256, meaning)

const wire = z.strictObject({
  schema: z.literal('suture/signatures/1'),
  version: z.string().check(z.maxLength(32, 'Longer than any version of a Safe.')),
  safeTxHash: hashField,
  transaction: z.strictObject({
    chainId: z.int().check(z.positive('A chain id is at least 1.')),
    safe: addressField,
    to: addressField,
    value: uint('wei'),
    data: bytesField(131_072),
    operation: z.union([z.literal(0), z.literal(1)]),
    safeTxGas: uint('gas'),
    baseGas: uint('gas'),
    gasPrice: uint('wei'),
    gasToken: addressField,
    refundReceiver: addressField,
    nonce: uint('a nonce'),
  }),
  signatures: z
    .array(bytesField(16_384))
    .check(z.maxLength(mostSignatures, `More than ${mostSignatures} signatures.`)),
})

/**
 * Reads a signature file from text and recomputes its hash. Whose the signatures are is for `judgeSignatures` to find out.
 *
 * @throws InvalidSignatureFileError, SignatureFileHashError, UnknownSafeVersionError
 */
export function parseSignatureFile(text: string): SignatureFile {
  const result = wire.safeParse(parseJson(text))
  if (!result.success) {
    throw new InvalidSignatureFileError(result.error.issues.slice(0, shownIssues).map(describe))
  }
  const { schema, version, safeTxHash: claimed, signatures } = result.data
  const transaction = toTransaction(result.data.transaction)
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  if (safeTxHash !== claimed) throw new SignatureFileHashError({ claimed, computed: safeTxHash })
  return { schema, version, transaction, safeTxHash, signatures: [...new Set(signatures)] }
}

function toTransaction({
  chainId,
  safe,
  to,
  operation,
  ...fields
}: z.infer<typeof wire>['transaction']): SafeTransaction {
  return {
    ...fields,
    safe: { chainId, address: safe },
    target: to,
    operation: operation === 1 ? 'delegatecall' : 'call',
  }
}

function parseJson(text: string): unknown {
  if (text.length > longestFile) {
    throw new InvalidSignatureFileError([['Characters', `${text.length}, at most ${longestFile}`]])
  }
  try {
    return JSON.parse(text)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 120 }) : ''
    throw new InvalidSignatureFileError([['JSON', problem || 'does not parse']], cause)
  }
}

function describe(issue: z.core.$ZodIssue): ErrorFact {
  const path = visibleText(issue.path.map(String).join('.') || 'file', { maxLength: 60 })
  if (issue.code !== 'unrecognized_keys') return [path, expectedType(issue)]
  const keys = visibleText(issue.keys.join(', '), { maxLength: 120 })
  return [path, `No member of a signature file: ${keys}.`]
}
