import * as z from 'zod/mini'
import type { BaseError } from '@/lib/core/error/base-error'
import { flashCookie } from './flash-cookie'
import { refusedErrorOf, refusedErrorSchema } from './refused-error'

/** Seconds for which the page of a refused subscription shows what was typed. */
const shownFor = 300

/** Characters that a browser keeps of a cookie, with some room. */
const longest = 3_800

export const refusedCookieName = 'suture-refused-subscription'
export const refusedPath = '/subscriptions/new'

const refusedSchema = z.strictObject({
  values: z.strictObject({
    topic: z.string(),
    kinds: z.array(z.string()),
    shape: z.string(),
    target: z.string(),
  }),
  error: refusedErrorSchema,
})

/** What was typed, and why it was refused. */
export type RefusedSubscription = z.infer<typeof refusedSchema>

/**
 * Carries a refused form to the page that shows it again. Not in its address: what was typed can be the key to a chat.
 */
export function refusedCookie(
  request: Request,
  values: Readonly<Record<string, unknown>>,
  error: BaseError,
): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const kinds = Array.isArray(values.kinds) ? values.kinds.map(text).slice(0, 20) : []
  const [topic, shape] = [text(values.topic).slice(0, 200), text(values.shape).slice(0, 20)]
  const written = (target: string) =>
    Buffer.from(
      JSON.stringify({ values: { topic, kinds, shape, target }, error: refusedErrorOf(error) }),
    ).toString('base64url')
  const whole = written(text(values.target))
  const value = whole.length > longest ? written('') : whole
  return flashCookie(request, {
    ...{ name: refusedCookieName, path: refusedPath, value, seconds: shownFor },
  })
}

/** Reads what `refusedCookie` has written; undefined for anything else. */
export function readRefused(value: string | undefined): RefusedSubscription | undefined {
  if (value === undefined) return undefined
  try {
    return refusedSchema.parse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8')))
  } catch {
    return undefined
  }
}
