import { stateResponse } from '@/app/api/v1/state-response'
import { listApiOperations } from '@/lib/actions/queue-api/list-api-operations'
import type { ServerContext } from '@/lib/config/server-context'
import type { OperationsQuery } from '@/lib/core/api/placed-query'

export type OperationListParameters = {
  readonly store: ServerContext['store']
  readonly query: OperationsQuery
  /** Of what is stored of the timelocks that are asked for. */
  readonly revision: string
  /** What the list cannot tell of. */
  readonly coverage: object
}

/**
 * One page of operations, with the address of the next one.
 *
 * @throws BadCursorError
 */
export async function operationListResponse(
  request: Request,
  { store, query, revision, coverage }: OperationListParameters,
): Promise<Response> {
  return await stateResponse(request, {
    revision,
    // Integers are digits already.
    write: JSON.stringify,
    body: async () => {
      const { operations, next } = await listApiOperations(store, query, (digits) => digits)
      return { operations, next: next && nextAddress(request, next), coverage }
    },
  })
}

/** The same address with another cursor, from the root of the server: behind a proxy its name is not ours to tell. */
function nextAddress({ url }: Request, cursor: string): string {
  const { pathname, searchParams } = new URL(url)
  searchParams.set('cursor', cursor)
  return `${pathname}?${searchParams}`
}
