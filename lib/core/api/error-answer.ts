import * as z from 'zod/mini'

/** What every refusal and failure is answered with. */
export const errorAnswer = z.strictObject({
  error: z.strictObject({
    name: z.string().check(z.describe('Stable, for machines.')),
    message: z.string().check(z.describe('All of it as one text.')),
    shortMessage: z.string().check(z.describe('What happened.')),
    facts: z.array(z.tuple([z.string(), z.string()])),
    hint: z.optional(z.string().check(z.describe('What to do about it.'))),
    retry: z.boolean().check(z.describe('Whether the same may succeed later.')),
  }),
})
