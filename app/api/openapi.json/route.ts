import { jsonResponse } from '@/app/api/v1/json'
import { describeApi } from '@/lib/core/api/describe-api'

/** The API, described for machines: OpenAPI 3.1. */
export function GET(): Response {
  return jsonResponse(describeApi())
}
