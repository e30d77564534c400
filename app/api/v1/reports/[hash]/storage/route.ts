import { isHash } from 'viem'
import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { readNamedStorage } from '@/lib/actions/replay/read-named-storage'
import { readStoredReport } from '@/lib/actions/review/read-stored-report'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { storageKey } from '@/lib/core/replay/named-storage'
import { documentKind } from '@/lib/core/report/document-kind'
import { parseReplayReport } from '@/lib/core/report/parse-replay-report'

type Context = { params: Promise<{ hash: string }> }

/** What the words of storage of a replay mean, as its page shows them. They depend on the sources that are known now. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { hash } = await params
  if (!isHash(hash)) {
    const hint = 'Give the hash of a replay: 0x and 64 hexadecimal characters.'
    return errorResponse(new BaseError('That is no hash.', { facts: [['Given', hash]], hint }))
  }
  try {
    const context = await getServerContext()
    const json = await readStoredReport(context, { hash })
    if (json === undefined || documentKind(json) !== 'replay') {
      const hint = 'It may be stored at another instance.'
      return errorResponse(new BaseError('No replay with this hash is stored here.', { hint }), 404)
    }
    const report = parseReplayReport(json)
    const named = await readNamedStorage(context, { report, hash })
    if (!named) {
      const hint = 'The sources are being compiled. Ask again in a moment.'
      const what = 'What the words mean is not known yet.'
      return errorResponse(new BaseError(what, { hint, retry: true }))
    }
    const examples = report.replay.groups.flatMap((group) => group.examples)
    const words = examples.flatMap((transaction) =>
      transaction.differences.flatMap((one) => {
        if (one.kind !== 'storage') return []
        const { address, slot, before, after } = one
        const { variables = [], problem } =
          named.get(storageKey(transaction.hash, address, slot)) ?? {}
        return [{ transaction: transaction.hash, address, slot, before, after, variables, problem }]
      }),
    )
    return valueResponse(request, { words })
  } catch (error) {
    return errorResponse(error)
  }
}
