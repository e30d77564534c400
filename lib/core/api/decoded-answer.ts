import * as z from 'zod/mini'
import { wireAddress, wireInteger } from '@/lib/core/api/wire-values'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'

/** What a call says, without its bytes, which stand in the operation. */
export const decodedAnswer = z.strictObject({
  target: wireAddress,
  value: wireInteger('Wei'),
  operation: z.enum(['call', 'delegatecall']),
  confidence: z
    .enum(['verified', 'known', 'guess', 'colliding', 'undecoded'])
    .check(
      z.describe(
        'known: a signature that is known here matches, and what stands at the target is not said by that. guess: the timelock was told it. colliding: several match. undecoded: none does.',
      ),
    ),
  signature: z.optional(z.string()),
  args: z.optional(
    z.array(z.strictObject({ name: z.string(), type: z.string(), value: z.unknown() })),
  ),
  candidates: z.optional(z.array(z.string())),
  reason: z.optional(z.string()),
  children: z
    .array(z.strictObject({ via: z.string(), call: z.looseObject({ target: wireAddress }) }))
    .check(z.describe('Calls that it carries, each in this form.')),
})

/** A call as it is answered: nested calls would have their bytes again on each level. */
export function decodedForAnswer({ call, name: _, children, ...rest }: DecodedCall): object {
  const { target, value } = call
  return {
    target,
    value,
    ...rest,
    children: children.map(({ via, call: inner }) => ({ via, call: decodedForAnswer(inner) })),
  }
}
