import * as z from 'zod/mini'
import type { BaseError } from '@/lib/core/error/base-error'

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
  error: z.strictObject({
    shortMessage: z.string(),
    facts: z.array(z.tuple([z.string(), z.string()])),
    hint: z.optional(z.string()),
  }),
})

/** What was typed, and why it was refused. */
export type RefusedSubscription = z.infer<typeof refusedSchema>

/**
 * Carries a refused form to the page that shows it again. Not in its address: what was typed can be the key to a chat.
 */
export function refusedCookie(
  request: Request,
  values: Readonly<Record<string, unknown>>,
  { shortMessage, facts, hint }: BaseError,
): string {
  const text = (value: unknown) => (typeof value === 'string' ? value : '')
  const kinds = Array.isArray(values.kinds) ? values.kinds.map(text).slice(0, 20) : []
  const [topic, shape] = [text(values.topic).slice(0, 200), text(values.shape).slice(0, 20)]
  const written = (target: string) =>
    Buffer.from(
      JSON.stringify({
        values: { topic, kinds, shape, target },
        error: {
          shortMessage,
          facts: facts.map(([label, value]) => [label, value.slice(0, 200)]),
          ...(hint && { hint }),
        },
      }),
    ).toString('base64url')
  const whole = written(text(values.target))
  const value = whole.length > longest ? written('') : whole
  const isSafe = new URL(request.url).protocol === 'https:'
  const flags = `Path=${refusedPath}; Max-Age=${shownFor}; HttpOnly; SameSite=Strict`
  return `${refusedCookieName}=${value}; ${flags}${isSafe ? '; Secure' : ''}`
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
