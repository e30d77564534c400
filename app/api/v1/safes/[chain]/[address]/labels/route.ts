import { errorResponse, jsonResponse, toJson } from '@/app/api/v1/json'
import { findSafe, NoSuchSafeError } from '@/app/api/v1/safes/[chain]/[address]/find-safe'
import { requireSession, sessionStatus } from '@/app/api/v1/session/require-session'
import { stateResponse } from '@/app/api/v1/state-response'
import { readPlace } from '@/app/api/v1/timelocks/[chain]/[address]/read-place'
import { writeRoute } from '@/app/api/v1/write-route'
import {
  LabelTakenError,
  readLabels,
  saveLabel,
  TooManyLabelsError,
} from '@/lib/actions/owner-words/save-label'
import { getServerContext } from '@/lib/config/server-context'
import { noQuery } from '@/lib/core/api/operation-query'
import { readQuery } from '@/lib/core/api/read-query'
import { parseLabelRequest } from '@/lib/core/signing/owner-requests'

/** An address and a name. */
const bodyLimit = 4 * 1_024

type Context = { params: Promise<{ chain: string; address: string }> }

/** What owners call addresses for a Safe: their words, checked by nobody. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  try {
    readQuery(noQuery, new URL(request.url).searchParams)
    const { at, state, configured } = await findSafe(await params)
    const labels = await readLabels(await getServerContext(), {
      safe: at,
      configured,
      owners: state?.known ? state.value.owners : undefined,
    })
    return await stateResponse(request, {
      revision: toJson(labels),
      body: async () => ({ labels }),
    })
  } catch (error) {
    return errorResponse(error, statusOf(error))
  }
}

/** Lets the owner who is signed in name an address, or take its name away. The same again changes nothing. */
export const POST = writeRoute<Context>(
  { route: 'POST /api/v1/safes/[chain]/[address]/labels', kind: 'label', bodyLimit },
  async (write, { params }) => {
    try {
      const { account } = await requireSession(write, readPlace(await params))
      const { at, configured } = await findSafe(await params)
      write.note({ subject: at.address })
      const given = parseLabelRequest(write.text)
      write.note({ subject: `${given.address} for ${at.address} on chain ${at.chainId}` })
      const { text, isNew } = await saveLabel(await getServerContext(), {
        ...given,
        ...{ safe: at, author: account, configured, now: new Date() },
      })
      return jsonResponse({ address: given.address, text, author: account }, isNew ? 201 : 200)
    } catch (error) {
      return errorResponse(error, statusOf(error))
    }
  },
)

function statusOf(error: unknown): number | undefined {
  if (error instanceof NoSuchSafeError) return 404
  if (error instanceof LabelTakenError) return 409
  return error instanceof TooManyLabelsError ? 429 : sessionStatus(error)
}
