import type * as z from 'zod/mini'
import { canonicalJson, NotCanonicalError } from '@/lib/core/canonical/canonical-json'
import { diffJson } from '@/lib/core/canonical/diff-json'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { BaseError, ErrorFact } from '@/lib/core/error/base-error'
import { describeReportIssue } from './describe-report-issue'

/** More would not be read. */
const shownIssues = 12

/** Characters. A report of a hundred upgrades with their layouts and live words is a tenth of it. */
const maximumLength = 32 * 1024 * 1024

export type ReadDocumentParameters<Schema extends z.ZodMiniType, T> = {
  /** What it is, in a word: `report`. */
  readonly noun: string
  readonly schema: Schema
  readonly read: (wire: z.infer<Schema>) => T
  /** Its canonical JSON. */
  readonly serialize: (document: T) => string
  /** The error for what is none. */
  readonly refuse: (why: { facts: readonly ErrorFact[]; cause?: unknown }) => BaseError
}

/**
 * Reads a canonical document from its JSON, and all of it: what is read is written again and has to be the same.
 *
 * @throws what `refuse` makes, and what `read` throws
 */
export function readDocument<Schema extends z.ZodMiniType, T>(
  json: string,
  { noun, schema, read, serialize, refuse }: ReadDocumentParameters<Schema, T>,
): T {
  if (json.length > maximumLength) {
    throw refuse({ facts: [['Size', `more than ${maximumLength} characters`]] })
  }
  const value = parseJson()
  const canonical = canonicalOf()
  const document = read(readShape())
  const kept = serialize(document)
  if (kept !== canonical) throw refuse({ facts: lostIn(noun, value, JSON.parse(kept)) })
  return document

  function parseJson(): unknown {
    try {
      return JSON.parse(json)
    } catch (cause) {
      const problem = cause instanceof Error ? visibleText(cause.message) : 'does not parse'
      throw refuse({ facts: [['JSON', problem]], cause })
    }
  }

  /** Half characters have no bytes to hash, and what is nested without end none that anybody could read. */
  function canonicalOf(): string {
    try {
      return canonicalJson(value)
    } catch (cause) {
      if (!(cause instanceof NotCanonicalError)) throw cause
      const [, where = ''] = cause.facts[0] ?? []
      const place = visibleText(where, { maxLength: 120 })
      throw refuse({ facts: [[place, cause.shortMessage]], cause })
    }
  }

  function readShape(): z.infer<Schema> {
    const result = attempt(() => schema.safeParse(value))
    if (result.success) return result.data
    throw refuse({ facts: factsOf(noun, result.error.issues) })
  }

  /** Zod hands on issues as arguments, of which an engine takes only so many. */
  function attempt<R>(parse: () => R): R {
    try {
      return parse()
    } catch (cause) {
      if (!(cause instanceof RangeError)) throw cause
      throw refuse({ facts: [[noun, 'Too much is wrong to tell it.']], cause })
    }
  }
}

function factsOf(noun: string, issues: readonly z.core.$ZodIssue[]): ErrorFact[] {
  const facts = issues.slice(0, shownIssues).map((issue) => describeReportIssue(issue, noun))
  const left = issues.length - facts.length
  return left > 0 ? [...facts, ['…', `${left} more`]] : facts
}

/** What stands in the JSON and was read as something else, or as nothing. */
function lostIn(noun: string, value: unknown, kept: unknown): ErrorFact[] {
  return diffJson(value, kept, shownIssues).map(
    ({ path, to }): ErrorFact => [
      visibleText(path, { maxLength: 120 }),
      to === undefined
        ? `No member of a ${noun}.`
        : `It would be written ${visibleText(JSON.stringify(to), { maxLength: 80 })}.`,
    ],
  )
}
