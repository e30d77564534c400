import type { Hash } from 'viem'
import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { addressField, bytesField, hashField } from '@/lib/core/chain/wire-fields'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import type { Acknowledgement } from './acknowledgement'
import { describeReason } from './describe-reason'

/** Each fact names a member and what is wrong with it. */
export class InvalidAcknowledgementError extends BaseError {
  override readonly name = 'InvalidAcknowledgementError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a valid acknowledgement.', {
      facts,
      hint: 'Send { chainId, safe, check, subject, finding, reason, signer, signature }.',
      cause,
    })
  }
}

/** Longer names of a subject are made by no review. UTF-16 units. */
const longestSubject = 2_000

const wire = z.strictObject({
  chainId: z.int().check(z.positive('A chain id is at least 1.')),
  safe: addressField,
  check: z.string().check(z.regex(/^[A-Z]{2}-\d{2}$/, 'Expected the id of a check, e.g. "TX-03".')),
  subject: z.string().check(z.maxLength(longestSubject, `Longer than ${longestSubject}.`)),
  finding: hashField,
  reason: z.string().check((payload) => {
    const message = describeReason(payload.value)
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value })
  }),
  signer: addressField,
  signature: bytesField(65),
})

/**
 * Reads an acknowledgement from JSON text. Who signed it is for `recoverAcknowledgement` to find out.
 *
 * @param parameters.patch What it is about, as the address of the request names it.
 * @throws InvalidAcknowledgementError that names each member that is wrong, and how.
 */
export function parseAcknowledgement({
  json,
  patch,
}: {
  readonly json: string
  readonly patch: Hash
}): Acknowledgement {
  const result = wire.safeParse(parseJson(json))
  if (!result.success) {
    throw new InvalidAcknowledgementError({ facts: result.error.issues.map(describeIssue) })
  }
  const { chainId, safe, ...content } = result.data
  return { ...content, patch, safe: { chainId, address: safe } }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    const problem = cause instanceof Error ? visibleText(cause.message, { maxLength: 200 }) : ''
    throw new InvalidAcknowledgementError({ facts: [['JSON', problem || 'does not parse']], cause })
  }
}

function describeIssue(issue: z.core.$ZodIssue): ErrorFact {
  const path = visibleText(issue.path.map(String).join('.') || 'body', { maxLength: 60 })
  if (issue.code === 'unrecognized_keys') {
    const keys = visibleText(issue.keys.join(', '), { maxLength: 120 })
    return [path, `No member of an acknowledgement: ${keys}.`]
  }
  return [path, expectedType(issue)]
}
