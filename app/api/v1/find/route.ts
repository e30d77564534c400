import { findText } from '@/app/(desk)/find/find-text'
import { errorResponse } from '@/app/api/v1/json'
import { valueResponse } from '@/app/api/v1/value-response'
import { operationPath, patchPath } from '@/components/frame/paths'
import { findQuery } from '@/lib/core/api/find-answer'
import { readQuery } from '@/lib/core/api/read-query'

/** What a title, an address, a hash or a digest names here: pages, as the field on each page finds them. */
export async function GET(request: Request): Promise<Response> {
  try {
    const { q } = readQuery(findQuery, new URL(request.url).searchParams)
    const { href, titled = [], operations = [], candidates = [], ...found } = await findText(q)
    if (found.error) return errorResponse(found.error)
    return valueResponse(request, {
      page: href,
      patches: titled.map(({ key, title }) => ({ key, title, page: patchPath(key) })),
      operations: operations.map(({ timelock, id, standing }) => ({
        ...{ timelock, id, standing },
        page: operationPath(timelock, id),
      })),
      candidates: candidates.map((each) => ({ chain: each.name, page: each.href })),
      problem: found.problem,
    })
  } catch (error) {
    return errorResponse(error)
  }
}
