import { isHash } from 'viem'
import { errorResponse } from '@/app/api/v1/json'
import { notFollowed, readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { noteLook, readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import {
  type QueuedOperationPage,
  readQueuedOperation,
} from '@/lib/actions/timelock-pages/read-queued-operation'
import { getServerContext } from '@/lib/config/server-context'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

export type OperationContext = { params: Promise<{ chain: string; address: string; id: string }> }

export type FoundOperation = {
  readonly context: Awaited<ReturnType<typeof getServerContext>>
  /** What the answer follows from, as far as it is stored. */
  readonly revision: string
  readonly page: QueuedOperationPage
}

/**
 * The operation that the address of a request names, or why there is none.
 *
 * @throws BaseError for an address that is not understood.
 */
export async function findOperation({
  params,
}: OperationContext): Promise<FoundOperation | Response> {
  const { id, ...place } = await params
  const timelock = readPlace(place)
  if (!isHash(id)) throw noId(id)
  const context = await getServerContext()
  const { store } = context
  const { chainId, address } = timelock
  const coverage = await readApiCoverage(store, { chainId, timelock: address })
  if (coverage.timelocks === 0) return errorResponse(notFollowed(context.config, timelock), 404)
  await noteLook(store, timelock)
  const key = { ...timelock, id: id.toLowerCase() as typeof id }
  const page = await readQueuedOperation({ store }, key)
  if (!page) return errorResponse(notKnown(coverage.incomplete[0]?.reason), 404)
  return { context, revision: coverage.revision, page }
}

function noId(given: string): BaseError {
  return new BaseError('That is no operation id.', {
    facts: [['Given', visibleText(given, { maxLength: 80 })]],
    hint: 'Give 0x and 64 hexadecimal characters.',
  })
}

/** What was not scanned may hold it. */
function notKnown(unscanned: string | undefined): BaseError {
  return new BaseError('No event of this operation is known here.', {
    facts: unscanned === undefined ? [] : [['Not all was scanned', unscanned]],
    hint:
      unscanned === undefined
        ? 'Every block up to the newest one was scanned. An operation without calls has no events.'
        : 'Ask again when it is.',
  })
}
