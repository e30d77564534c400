import type { z } from 'zod'
import { checksumFailed } from './wire-fields'

/** An answer of the service. `body` undefined is an empty body, which clients of the service expect of some. */
export type WireReply = {
  readonly status: number
  readonly body?: unknown
}

/**
 * What is wrong with a request, as the Safe Transaction Service says it: a code of its own for checksums, else the
 * messages by field. `detail` is ours, because clients read the message from there and would lose it otherwise.
 *
 * @param status 400 or 422, by endpoint.
 */
export function toWireIssues(error: z.ZodError, status: number): WireReply {
  const checksum = error.issues.find(({ message }) => message === checksumFailed)
  if (checksum) return checksumReply(argumentOf(checksum))
  const fields: Record<string, string[]> = {}
  for (const { path, message } of error.issues) {
    const field = path.length === 0 ? 'nonFieldErrors' : String(path[0])
    fields[field] = [...(fields[field] ?? []), message]
  }
  const detail = Object.entries(fields)
    .map(([field, messages]) => `${field}: ${messages.join(' ')}`)
    .join('; ')
  return { status, body: { ...fields, detail } }
}

/** 422, code 1. */
export function checksumReply(text: string): WireReply {
  return { status: 422, body: { code: 1, message: checksumFailed, arguments: [text] } }
}

function argumentOf(issue: z.core.$ZodIssue): string {
  const text: unknown = 'params' in issue ? issue.params?.text : undefined
  return typeof text === 'string' ? text.slice(0, 100) : ''
}
