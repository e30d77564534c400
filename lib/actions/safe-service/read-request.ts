import type { z } from 'zod'
import { toWireIssues, type WireReply } from '@/lib/adapters/safe-service/wire-error'

/** Proposals carry calldata as hex text: half of this is what a transaction could hold at most, several times over. */
const largestBody = 1_048_576

/** How much of a body that is too large is read and dropped, so that its sender hears why. */
const mostDiscarded = 16 * largestBody

/** Leaves a handler with an answer already decided. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError'
  readonly reply: WireReply
  constructor(reply: WireReply) {
    super(`${reply.status}`)
    this.reply = reply
  }
}

/**
 * Reads the JSON body of a request, counting bytes as they come: whoever sends too many is not listened to further.
 *
 * @throws ReplyError 413 or 400, or with `issueStatus` naming what is wrong with the fields.
 */
export async function readBody<T extends z.ZodType>(
  request: Request,
  schema: T,
  issueStatus: 400 | 422,
): Promise<z.output<T>> {
  const parsed = schema.safeParse(parseJson(await readText(request)))
  if (parsed.success) return parsed.data
  throw new ReplyError(toWireIssues(parsed.error, issueStatus))
}

/**
 * Reads the query of a request. Of a parameter that is given twice the last one counts.
 *
 * @throws ReplyError 400 naming what is wrong.
 */
export function readQuery<T extends z.ZodType>(url: URL, schema: T): z.output<T> {
  const parsed = schema.safeParse(Object.fromEntries(url.searchParams))
  if (parsed.success) return parsed.data
  throw new ReplyError(toWireIssues(parsed.error, 400))
}

/**
 * Reads the body of a request as text, up to a limit.
 *
 * @throws ReplyError 413, or 400 where it is not UTF-8.
 */
export async function readText(request: Request): Promise<string> {
  if (!request.body) return ''
  const announced = Number(request.headers.get('content-length') ?? 0)
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (Math.max(size, announced) <= largestBody) {
      chunks.push(value)
      continue
    }
    // The connection breaks where a client still sends and nobody reads, and with it goes the answer.
    chunks.length = 0
    if (size > mostDiscarded) {
      await reader.cancel().catch(() => {})
      break
    }
  }
  if (Math.max(size, announced) > largestBody) throw new ReplyError(tooLarge)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(join(chunks, size))
  } catch {
    throw new ReplyError({ status: 400, body: { detail: 'The body is not UTF-8.' } })
  }
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array {
  const bytes = new Uint8Array(size)
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const reason = error instanceof Error ? error.message.slice(0, 200) : 'unreadable'
    throw new ReplyError({ status: 400, body: { detail: `JSON parse error - ${reason}` } })
  }
}

const tooLarge: WireReply = {
  status: 413,
  body: { detail: `Request body is larger than ${largestBody} bytes.` },
}
