import type { FoundRecord } from '@/lib/core/patch/find-record'

/** Whether a form without script has sent it, to which pages are the answer. */
export function isForm({ headers }: Request): boolean {
  return headers.get('content-type')?.startsWith('application/x-www-form-urlencoded') ?? false
}

/** Back to the replay on the page of the patch. */
export function backToReplay({ record }: FoundRecord): Response {
  const location = `/patches/${record.key}/simulation#replay`
  return new Response(null, { status: 303, headers: { location } })
}
