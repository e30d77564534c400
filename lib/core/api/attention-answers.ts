import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { readBlock, sourcesAnswer, staleAnswer } from '@/lib/core/api/record-answers'
import { wireAddress, wireHash, wireInteger, wireSeconds } from '@/lib/core/api/wire-values'

/** For whom it is asked what can be done. */
export const attentionQuery = z.strictObject({
  account: z.optional(
    wireAddress.check(
      z.describe(
        'Signatures are asked for only where this account is an owner who has not signed.',
      ),
    ),
  ),
})

/** What can be done now. @internal */
export const attentionAnswer = z.strictObject({
  protocols: z.array(
    z.strictObject({
      protocol: z.string(),
      chainId: z.int(),
      block: readBlock,
      readAt: z.number().check(z.describe('Milliseconds, by the clock of the server.')),
      stale: z.optional(staleAnswer),
      sources: sourcesAnswer,
      items: z.optional(
        z
          .array(
            z.strictObject({
              kind: z.enum(['execute-operation', 'execute-transaction', 'sign']),
              key: wireHash.check(z.describe('Of the patch.')),
              title: z.string(),
              due: z.optional(wireSeconds.check(z.describe('Since when it is ready.'))),
              transaction: z.optional(
                z.strictObject({
                  safeTxHash: wireHash,
                  nonce: wireInteger('A nonce'),
                  signed: z.int().check(z.describe('Signatures of present owners.')),
                  threshold: z.optional(z.int()),
                  rivals: z
                    .array(wireHash)
                    .check(z.describe('What wants its nonce too, by safeTxHash.')),
                }),
              ),
              besides: z
                .int()
                .check(z.describe('Calls that are no upgrade that its dossier declares.')),
              isDrifting: z
                .boolean()
                .check(z.describe('Something is not as it was when it was first looked at.')),
            }),
          )
          .check(
            z.describe(
              'Operations to execute, then Safe transactions with all their signatures, then those that lack one. Absent where the chain has not answered yet.',
            ),
          ),
      ),
    }),
  ),
})

/** What waits for people. */
export const attentionRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/attention',
    summary: 'What can be done now of the configured protocols, by anybody or by one account.',
    query: attentionQuery,
    answers: {
      200: { description: 'Protocol by protocol.', schema: attentionAnswer },
      304: { description: 'As the ETag says.' },
      400: { description: 'A parameter is not understood.', schema: errorAnswer },
    },
  },
]
