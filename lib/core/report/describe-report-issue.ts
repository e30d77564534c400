import type * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { expectedType } from '@/lib/core/error/expected-type'

/** What is wrong with a member of a document, in words of ours: zod's depend on which of its builds was loaded. */
export function describeReportIssue(issue: z.core.$ZodIssue, noun: string): ErrorFact {
  const path = issue.path.map(String).join('.') || noun
  return [visibleText(path, { maxLength: 120 }), describeProblem(issue, noun)]
}

function describeProblem(issue: z.core.$ZodIssue, noun: string): string {
  switch (issue.code) {
    case 'invalid_type':
      return expectedType(issue)
    case 'invalid_value':
      return `Expected one of: ${list(issue.values)}.`
    case 'unrecognized_keys':
      return `No member of a ${noun}: ${list(issue.keys)}.`
    case 'invalid_union':
      return 'It is none of the forms that it can have.'
    case 'invalid_key':
      return 'Its name is not one that it can have.'
    default:
      return issue.message
  }
}

function list(values: readonly unknown[]): string {
  const shown = values.slice(0, 8).map((value) => visibleText(String(value), { maxLength: 40 }))
  return [...shown, ...(values.length > shown.length ? ['…'] : [])].join(', ')
}
