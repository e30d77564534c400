import { errorResponse, forAnyReader } from '@/app/api/v1/json'
import { exportRecords } from '@/lib/actions/exchange/export-records'
import { getServerContext } from '@/lib/config/server-context'
import type { ExchangeRecord } from '@/lib/core/api/exchange-record'

/** Everything that is kept here and no chain has, one JSON object a line. All of it is public elsewhere, too. */
export async function GET(): Promise<Response> {
  try {
    const records = exportRecords(await getServerContext())
    // What cannot be read is said with a status, as long as there is one.
    const first = await records.next()
    return new Response(streamOf(linesOf(first, records)), {
      headers: {
        'content-type': 'application/x-ndjson; charset=utf-8',
        'content-disposition': 'attachment; filename="suture-export.jsonl"',
        ...forAnyReader,
        'cache-control': 'no-store',
      },
    })
  } catch (error) {
    return errorResponse(error)
  }
}

function streamOf(lines: AsyncGenerator<Uint8Array>): ReadableStream<Uint8Array> {
  return new ReadableStream<Uint8Array>({
    pull: async (controller) => {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(value)
    },
    // Whoever asked is gone.
    cancel: async () => {
      await lines.return(undefined)
    },
  })
}

async function* linesOf(
  first: IteratorResult<ExchangeRecord, void>,
  rest: AsyncGenerator<ExchangeRecord>,
): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  if (!first.done) yield encoder.encode(`${JSON.stringify(first.value)}\n`)
  for await (const record of rest) yield encoder.encode(`${JSON.stringify(record)}\n`)
}
