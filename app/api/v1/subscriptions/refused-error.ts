import * as z from 'zod/mini'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { BaseError } from '@/lib/core/error/base-error'

/** What a cookie carries of an error. */
export const refusedErrorSchema = z.strictObject({
  shortMessage: z.string(),
  facts: z.array(z.tuple([z.string(), z.string()])),
  hint: z.optional(z.string()),
})

export type RefusedError = z.infer<typeof refusedErrorSchema>

/** What is shown of an error on the page that its form came from. */
export function refusedErrorOf({ shortMessage, facts, hint }: BaseError): RefusedError {
  return {
    shortMessage,
    facts: facts.map(([label, value]) => [label, value.slice(0, 200)]),
    ...(hint && { hint }),
  }
}

/** A cookie says what whoever sends it wants it to. */
export function visibleError({ shortMessage, facts, hint }: RefusedError) {
  const text = (value: string) => visibleText(value, { maxLength: 300 })
  return {
    shortMessage: text(shortMessage),
    facts: facts.map(([label, value]) => [text(label), text(value)] as const),
    hint: hint && text(hint),
  }
}
