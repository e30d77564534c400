import * as z from 'zod/mini'
import type { BaseError } from '@/lib/core/error/base-error'
import { flashCookie } from './flash-cookie'
import { refusedErrorOf, refusedErrorSchema } from './refused-error'

/** Seconds for which the page of a subscription shows what was refused. */
const shownFor = 300

export const refusedChangeCookieName = 'suture-refused-change'

const schema = z.strictObject({ since: z.string(), error: refusedErrorSchema })

/** What was typed, and why it was refused. */
export type RefusedChange = z.infer<typeof schema>

/** Carries a refused form back to the page of its subscription. */
export function refusedChangeCookie(
  request: Request,
  refused: { readonly path: string; readonly since: unknown; readonly error: BaseError },
): string {
  const since = typeof refused.since === 'string' ? refused.since.slice(0, 200) : ''
  const json = JSON.stringify({ since, error: refusedErrorOf(refused.error) })
  const value = Buffer.from(json).toString('base64url')
  const { path } = refused
  return flashCookie(request, { name: refusedChangeCookieName, path, value, seconds: shownFor })
}

/** Forgets what was refused before, so that nothing contradicts what was done. */
export function noRefusedChange(request: Request, path: string): string {
  return flashCookie(request, { name: refusedChangeCookieName, path, value: '', seconds: 0 })
}

/** Reads what `refusedChangeCookie` has written; undefined for anything else. */
export function readRefusedChange(value: string | undefined): RefusedChange | undefined {
  if (!value) return undefined
  try {
    return schema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}
