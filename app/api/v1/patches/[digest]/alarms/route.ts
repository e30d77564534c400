import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { readDesk } from '@/lib/actions/read-desk'
import { unreadError } from '@/lib/actions/unread-error'
import { readDrift } from '@/lib/actions/watch/read-drift'
import { getServerContext } from '@/lib/config/server-context'
import { BaseError } from '@/lib/core/error/base-error'
import { findRecord, parseKey } from '@/lib/core/patch/find-record'

/** Milliseconds, as for the page. */
const patience = 3_000

type Context = { params: Promise<{ digest: string }> }

/** What is not as it was when the patch was first looked at, what is over of it, and when it was looked at last. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const given = (await params).digest
  const key = parseKey(given)
  if (!key) {
    const hint = 'Give the patch digest, the operation id or the safeTxHash that its page has.'
    return errorResponse(
      new BaseError('That is no key of a patch.', { facts: [['Given', given]], hint }),
    )
  }
  try {
    const context = await getServerContext()
    const desks = await readDesk(context, { digest: key, patience })
    const found = findRecord(desks, key)
    const protocol = found && context.config.protocols.find(({ name }) => name === found.desk.name)
    if (!found || !protocol) {
      const unread = unreadError(desks)
      if (unread) return errorResponse(unread)
      return errorResponse(new BaseError('No patch with this key is known here.'), 404)
    }
    const { record } = found
    // Whoever only asks starts no simulation.
    const drift = await readDrift(context, { protocol, record, chain: undefined, maximumAge: 0n })
    return valueResponse(request, { patch: record.key, stage: record.stage, ...drift })
  } catch (error) {
    return errorResponse(error)
  }
}
