import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { addressField, bytesField, hashField } from '@/lib/core/chain/wire-fields'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { type Attestation, attestedVerdicts } from './attestation'
import { describeNote } from './describe-note'

/** Each fact names a member and what is wrong with it. */
export class InvalidAttestationError extends BaseError {
  override readonly name = 'InvalidAttestationError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a valid attestation.', {
      facts,
      hint: 'Give { schema, chainId, timelock, operation, report, verdict, note, signer, signature }.',
      cause,
    })
  }
}

const schema = 'suture/attestation/1'

/** Bytes. A contract's signature may be that of many owners. */
const longestSignature = 8_192

/** As it stands in JSON. */
export const attestationSchema = z.strictObject({
  schema: z.literal(schema, `Expected ${schema}.`),
  chainId: z.int().check(z.positive('A chain id is at least 1.')),
  timelock: addressField,
  operation: hashField,
  report: hashField,
  verdict: z.enum(attestedVerdicts, `Expected one of ${attestedVerdicts.join(', ')}.`),
  note: z.string().check((payload) => {
    const message = describeNote(payload.value)
    if (message) payload.issues.push({ code: 'custom', message, input: payload.value })
  }),
  signer: addressField,
  signature: bytesField(longestSignature),
})

/** Whether a JSON document says that it is an attestation; whether it is one is for its parser to say. */
export function isAttestation(json: string): boolean {
  try {
    return JSON.parse(json)?.schema === schema
  } catch {
    return false
  }
}

/**
 * Reads an attestation from JSON text. Who signed it is for `recoverAttestation` to find out.
 *
 * @throws InvalidAttestationError that names each member that is wrong, and how.
 */
export function parseAttestation(json: string): Attestation {
  const result = attestationSchema.safeParse(parseJson(json))
  if (!result.success) {
    throw new InvalidAttestationError({ facts: result.error.issues.map(describeIssue) })
  }
  const { schema: _, chainId, timelock, ...content } = result.data
  return { ...content, timelock: { chainId, address: timelock } }
}

/** The JSON of an attestation: what is sent, kept beside a review, and verified anywhere. */
export function serializeAttestation(attestation: Attestation): string {
  return JSON.stringify(attestationDocument(attestation))
}

export function attestationDocument(attestation: Attestation) {
  const { timelock, operation, report, verdict, note, signer, signature } = attestation
  const { chainId, address } = timelock
  return {
    ...{ schema, chainId, timelock: address },
    ...{ operation, report, verdict, note, signer, signature },
  }
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new InvalidAttestationError({ facts: [['JSON', 'does not parse']], cause })
  }
}

function describeIssue(issue: z.core.$ZodIssue): ErrorFact {
  const path = visibleText(issue.path.map(String).join('.') || 'body', { maxLength: 60 })
  if (issue.code === 'unrecognized_keys') {
    const keys = visibleText(issue.keys.join(', '), { maxLength: 120 })
    return [path, `No member of an attestation: ${keys}.`]
  }
  return [path, expectedType(issue)]
}
