import { sha256, stringToHex } from 'viem'
import { BodyTooLargeError } from '@/app/api/v1/body-too-large-error'
import { errorResponse } from '@/app/api/v1/json'
import { readText } from '@/app/api/v1/read-text'
import { recordWrite } from '@/lib/actions/audit/record-write'
import { getServerContext } from '@/lib/config/server-context'
import type { WriteKind } from '@/lib/core/api/audit-entry'
import { BaseError } from '@/lib/core/error/base-error'
import { assertSameOrigin, ForeignOriginError } from './assert-same-origin'

/** What stands in the record of a write beside what its request tells. */
export type WriteFacts = {
  readonly kind?: WriteKind | undefined
  readonly subject?: string | undefined
  /** Only who has signed. */
  readonly actor?: string | undefined
}

export type WriteRoute = {
  /** Method and path as the folders have it, e.g. `POST /api/v1/patches/[digest]/attestations`. */
  readonly route: string
  /** Undefined where nothing is kept: then the handler has to tell, where something is. */
  readonly kind: WriteKind | undefined
  /** Bytes of the body. */
  readonly bodyLimit: number
  /** Leaves the hash of the body out: of an address it could be guessed. */
  readonly isPrivate?: boolean | undefined
  readonly tooLargeHint?: string | undefined
  /** How this part of the API says no. Default as everywhere below `/api/v1`. */
  readonly refuse?: ((error: unknown, status?: number) => Response) | undefined
}

export type Write = {
  readonly request: Request
  /** The body. That of the request has been read. */
  readonly text: string
  /** Says more for the record. Later words win. */
  readonly note: (facts: WriteFacts) => void
}

type Handler<Context> = (write: Write, context: Context) => Promise<Response>

/** A route without parameters in its path is given nothing. */
type Rest<Context> = unknown extends Context ? [context?: unknown] : [context: Context]

/** Everything that changes something, by its handler. Held by a test against the routes that there are. */
const held = new WeakMap<object, WriteRoute>()

/** @returns What was declared of a handler; undefined where it was not made by `writeRoute`. @internal */
export function writeRouteOf(handler: object): WriteRoute | undefined {
  return held.get(handler)
}

/**
 * Makes the handler of a method that changes something: pages of other sites are refused, the body is read up to its limit,
 * and whatever comes of it is put on the record before it is answered. What was refused for these reasons has reached
 * nothing and is not recorded, so that nobody fills the record with it.
 *
 * @see docs/adr/0031-one-way-in-for-writes.md
 */
export function writeRoute<Context = unknown>(
  declared: WriteRoute,
  handler: Handler<Context>,
): (request: Request, ...rest: Rest<Context>) => Promise<Response> {
  const { isPrivate, refuse = errorResponse } = declared
  const handle = async (request: Request, ...rest: Rest<Context>): Promise<Response> => {
    const text = await letIn(request, declared)
    if (text instanceof Response) return text
    let facts: WriteFacts = { kind: declared.kind }
    const note = (more: WriteFacts) => {
      facts = { ...facts, ...more }
    }
    const response = await handler({ request, text, note }, rest[0] as Context).catch((error) =>
      refuse(error),
    )
    const { kind, subject, actor } = facts
    if (!kind) return response
    try {
      await recordWrite(await getServerContext(), {
        ...{ kind, subject, actor, route: declared.route, status: response.status },
        request: isPrivate ? undefined : sha256(stringToHex(text)),
      })
    } catch (cause) {
      process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`)
      return refuse(new UnrecordedWriteError(), 503)
    }
    return response
  }
  held.set(handle, declared)
  return handle
}

/** @returns The body, or why it is not even looked at. */
async function letIn(request: Request, declared: WriteRoute): Promise<string | Response> {
  const { bodyLimit, tooLargeHint: hint, refuse = errorResponse } = declared
  try {
    await assertSameOrigin(request)
    return await readText(request, bodyLimit)
  } catch (error) {
    if (error instanceof ForeignOriginError) return refuse(error, 403)
    if (!(error instanceof BodyTooLargeError)) return refuse(error)
    return refuse(new BodyTooLargeError({ limit: bodyLimit, hint }), 413)
  }
}

class UnrecordedWriteError extends BaseError {
  override readonly name = 'UnrecordedWriteError'
  constructor() {
    super('What was asked for could not be put on the record.', {
      hint: 'It may have been done. Asking again is safe: what is stored already stays as it is.',
      retry: true,
    })
  }
}
