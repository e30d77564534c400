import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { writeKinds } from '@/lib/core/api/audit-entry'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { wireHash, wireSeconds } from '@/lib/core/api/wire-values'

/** What the record of writes may be asked. */
export const auditQuery = z.strictObject({
  cursor: z.optional(
    z.string().check(z.regex(/^\d{1,15}$/), z.describe('`next` of the page before, as it is.')),
  ),
  limit: z.optional(
    z.pipe(
      z
        .string()
        .check(
          z.regex(/^(?:[1-9]|[1-9]\d|1\d\d|200)$/, 'Expected 1 to 200.'),
          z.describe('Entries of a page, 1 to 200; 100 by default.'),
        ),
      z.transform(Number),
    ),
  ),
})

const auditAnswer = z.strictObject({
  entries: z.array(
    z.strictObject({
      position: z.int().check(z.describe('Counts up from 1, without gaps.')),
      at: wireSeconds,
      kind: z.enum(writeKinds),
      route: z.string(),
      subject: z.optional(z.string().check(z.describe('What was written.'))),
      actor: z.optional(z.string().check(z.describe('Whose signature proved it.'))),
      status: z.int().check(z.describe('HTTP status of the answer.')),
      request: z.optional(wireHash.check(z.describe('SHA-256 of the body, unless it is private.'))),
    }),
  ),
  next: z.optional(z.string()),
})

/** The record of writes. */
export const auditRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/audit',
    summary: 'Every request that changed something here, or tried to, newest first.',
    query: auditQuery,
    answers: {
      200: { description: 'A page; `next` is the cursor of the next one.', schema: auditAnswer },
      304: { description: 'Nothing has changed since the ETag was given.' },
      400: { description: 'A parameter is not understood.', schema: errorAnswer },
    },
  },
]
