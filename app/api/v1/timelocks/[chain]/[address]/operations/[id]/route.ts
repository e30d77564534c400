import { isHash } from 'viem'
import { errorResponse, toJson } from '@/app/api/v1/json'
import { stateResponse } from '@/app/api/v1/state-response'
import { notFollowed, readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { noteLook, readApiCoverage } from '@/lib/actions/queue-api/read-api-timelock'
import { readOperationNow } from '@/lib/actions/timelock-pages/read-operation-now'
import { readQueuedOperation } from '@/lib/actions/timelock-pages/read-queued-operation'
import { getServerContext } from '@/lib/config/server-context'
import { decodedForAnswer } from '@/lib/core/api/decoded-answer'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import { decodeQueuedCall, mostDecoded } from '@/lib/core/timelock/kind/decode-queued-call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'

type Context = { params: Promise<{ chain: string; address: string; id: string }> }

/** One operation: its calls, instances and events, what contract and chain say, and what it waits for. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
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
    const now = await readOperationNow(context, page)
    return await stateResponse(request, {
      // What is asked of the chain is part of what the answer follows from.
      revision: `${coverage.revision}\n${toJson(now)}`,
      body: async () => ({ ...page, decoded: decodedOf(page.operation), ...now }),
    })
  } catch (error) {
    return errorResponse(error)
  }
}

const decodedOf = ({ calls }: QueuedOperation) =>
  calls.slice(0, mostDecoded).map((call) => decodedForAnswer(decodeQueuedCall(call)))

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
