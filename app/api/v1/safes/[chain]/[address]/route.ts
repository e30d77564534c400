import { loadSafe } from '@/app/(desk)/safes/[chain]/[address]/load-safe'
import { errorResponse } from '@/app/api/v1/json'
import { findSafe, NoSuchSafeError } from '@/app/api/v1/safes/[chain]/[address]/find-safe'
import { safeBrief } from '@/app/api/v1/safes/safe-brief'
import { valueResponse } from '@/app/api/v1/value-response'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { nonceOrder } from '@/lib/core/patch/nonce-order'
import { rivalsOf } from '@/lib/core/patch/rivals-of'

type Context = { params: Promise<{ chain: string; address: string }> }

/** What the page of a Safe shows. What its owners call addresses is below it. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const found = await findSafe(await params)
    const { state, configured } = found
    const { records, ...loaded } = await loadSafe(found)
    const { gaps, wanted } = state?.known
      ? nonceOrder(state.value, records)
      : { gaps: [], wanted: [] }
    return valueResponse(request, {
      ...safeBrief(found),
      ...loaded,
      records,
      gaps,
      rivals: wanted.flatMap(({ transaction }) => {
        const rivals = rivalsOf(transaction, records)
        const all = [transaction, ...rivals.map((rival) => rival.transaction)]
        return rivals.length === 0
          ? []
          : { nonce: transaction.transaction.nonce, safeTxHashes: all.map(hashOf) }
      }),
      labels: configured,
    })
  } catch (error) {
    return errorResponse(error, error instanceof NoSuchSafeError ? 404 : undefined)
  }
}

const hashOf = ({ safeTxHash }: { safeTxHash: string }) => safeTxHash
