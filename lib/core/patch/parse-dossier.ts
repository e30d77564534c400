import type * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError, type ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'
import { dossierSchema } from '@/lib/core/patch/dossier-schema'
import type { Dossier } from '@/lib/core/patch/patch'

/** More would not be read. */
const shownIssues = 12

/** Each fact names a member, e.g. `calls[0].target`, and what is wrong with it. */
export class InvalidDossierError extends BaseError {
  override readonly name = 'InvalidDossierError'
  constructor({ facts, cause }: { facts: readonly ErrorFact[]; cause?: unknown }) {
    super('This is not a valid dossier.', {
      facts,
      hint: 'Correct the members named and send it again.',
      cause,
    })
  }
}

/**
 * Reads a dossier from JSON text or from a value already parsed from it. Integers beyond 2^53 are decimal strings,
 * addresses carry their checksum. Whether the dossier is true (the proxies exist, the calls do what it says) is for
 * others to find out.
 *
 * @throws InvalidDossierError that names each member that is wrong, and how.
 */
export function parseDossier(json: unknown): Dossier {
  const value = typeof json === 'string' ? parseJson(json) : json
  const result = dossierSchema.safeParse(value)
  if (result.success) return result.data
  const { issues } = result.error
  const facts = issues.slice(0, shownIssues).map((issue) => describeIssue(issue, value))
  const left = issues.length - facts.length
  throw new InvalidDossierError({ facts: left > 0 ? [...facts, ['…', `${left} more`]] : facts })
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new InvalidDossierError({
      facts: [['JSON', cause instanceof Error ? visibleText(cause.message) : 'does not parse']],
      cause,
    })
  }
}

function describeIssue(issue: z.core.$ZodIssue, value: unknown): ErrorFact {
  const missing = issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined
  return [describePath(issue.path), missing ? 'Missing.' : describeProblem(issue)]
}

function describePath(path: readonly PropertyKey[]): string {
  const text = path
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '')
  return text || 'dossier'
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown>)[key], value)
}

function describeProblem(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return expectedType(issue)
    case 'invalid_value':
      return `Expected one of: ${list(issue.values)}.`
    case 'unrecognized_keys':
      return `The digest would not cover: ${list(issue.keys.map((key) => visibleText(key, { maxLength: 40 })))}.`
    default:
      return issue.message
  }
}

function list(values: readonly unknown[]): string {
  return values.map((value) => JSON.stringify(value)).join(', ')
}
