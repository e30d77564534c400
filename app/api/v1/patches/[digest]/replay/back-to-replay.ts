import type { FoundRecord } from '@/lib/core/patch/find-record'

/** Back to the replay on the page of the patch. */
export function backToReplay({ record }: FoundRecord): Response {
  const location = `/patches/${record.key}/simulation#replay`
  return new Response(null, { status: 303, headers: { location } })
}
