import type { Address } from 'viem'
import * as z from 'zod/mini'
import { parseSelectors } from '@/lib/core/calldata/parse-selectors'
import { parsePlacedAddress } from '@/lib/core/chain/parse-placed-address'
import { BaseError } from '@/lib/core/error/base-error'
import { operationRiskKinds } from '@/lib/core/timelock/kind/operation-risk'
import { mostWords, whyNotSearched } from '@/lib/core/timelock/kind/operation-search'
import { operationsPerPage } from '@/lib/core/timelock/kind/operations-per-page'
import { otherTimelocks } from '@/lib/core/timelock/kind/other-timelocks'
import { type QueueGroupName, queueGroups } from '@/lib/core/timelock/kind/queue-group'

/** What an address that does not fit is answered with, in the words of whoever reads addresses. */
function inWords<T>(read: (text: string) => T) {
  return z.transform((text: string, context): T => {
    try {
      return read(text)
    } catch (error) {
      if (!(error instanceof BaseError)) throw error
      context.issues.push({ code: 'custom', message: error.shortMessage, input: text })
      return z.NEVER
    }
  })
}

const text = (description: string) => z.string().check(z.describe(description))

const address = (description: string) =>
  z.optional(z.pipe(text(`${description} ${placed}`), inWords(parsePlacedAddress)))

const placed =
  'Its chain may stand before it, as in eth:0x… (EIP-3770), 1:0x… or eip155:1:0x…; then only operations of that chain are meant.'

const groupsInWords = queueGroups.join(', ')

const states = z.pipe(
  z
    .string()
    .check(
      z.regex(
        new RegExp(`^(?:${queueGroups.join('|')})(?:,(?:${queueGroups.join('|')}))*$`),
        `Expected one or more of ${groupsInWords}, with commas between them.`,
      ),
      z.describe(
        `One or more of ${groupsInWords}, with commas between them. overlooked: ready for a week and more. unclear: the contract does not say what became of it.`,
      ),
    ),
  z.transform((value) => [...new Set(value.split(','))] as QueueGroupName[]),
)

const orders = ['eta', '-eta', 'scheduled', '-scheduled'] as const

const filter = {
  q: z.optional(
    text(
      `Digits with which the id, predecessor, proposer or one of the targets or selectors begins or ends: 0x and the beginning, or all of an address or id; digits of either end, or both ends with … or ... between them. Or a function that it calls, by its name if it is a known one, else by its name and the types of its arguments. Of several with spaces between them each has to be there. Of one operation ${mostWords} different words are looked through.`,
    ).check(z.minLength(1), z.maxLength(200, 'Longer than 200 characters.'), (context) => {
      const message = whyNotSearched(context.value)
      if (message !== undefined) {
        context.issues.push({ code: 'custom', message, input: context.value })
      }
    }),
  ),
  state: z.optional(states),
  target: address('Called by one of its calls.'),
  selector: z.optional(
    z.pipe(
      text(
        'Four bytes with which the data of one of its calls begins, 0x alone of a plain transfer; or a known function by its name, or any by its name and the types of its arguments.',
      ).check(z.maxLength(200, 'Longer than 200 characters.')),
      inWords(parseSelectors),
    ),
  ),
  proposer: address('Who scheduled it, as an event says or its transaction proves.'),
  risk: z.optional(
    z
      .enum(['mismatch', ...operationRiskKinds])
      .check(z.describe('mismatch: the contract contradicts its events.')),
  ),
}

/** Of which timelocks operations are asked for. */
export type AskedPlace = {
  readonly chainId?: number | undefined
  readonly timelock?: Address | undefined
  /** Only of those that nobody configured. */
  readonly configured?: false | undefined
}

const place = z.optional(
  z.pipe(
    z
      .string()
      .check(
        z.regex(
          new RegExp(`^(?:${otherTimelocks}|[1-9]\\d{0,14}|[^\\s:]+(?::\\d+)?:[^:]*)$`),
          `Expected a chain id, <chain id>:<address>, or ${otherTimelocks}.`,
        ),
        z.describe(
          `All timelocks of a chain by its id, or one as <chain id>:<address>; a short name such as eth (EIP-3770) does for the id, and so does eip155:<chain id>. ${otherTimelocks}: all that are not configured here.`,
        ),
      ),
    inWords((value): AskedPlace => {
      if (value === otherTimelocks) return { configured: false }
      if (!value.includes(':')) return { chainId: Number(value) }
      // Before a colon there always is one.
      const { chainId = 0, address: timelock } = parsePlacedAddress(value)
      return { chainId, timelock }
    }),
  ),
)

const page = {
  order: z.optional(
    z
      .enum(orders)
      .check(
        z.describe(
          'eta (default): soonest due first. scheduled: last scheduled first. With - before it the other way round.',
        ),
      ),
  ),
  cursor: z.optional(text('Of `next` of the page before.').check(z.maxLength(300))),
  limit: z.optional(
    z.pipe(
      z
        .string()
        .check(
          z.regex(/^(?:[1-9]\d?|1\d\d|200)$/, 'Expected a whole number from 1 to 200.'),
          z.describe(`Operations of a page, from 1 to 200; ${operationsPerPage} by default.`),
        ),
      z.transform((value) => Number(value)),
    ),
  ),
}

/** Which operations of one timelock are asked for. */
export const timelockOperationsQuery = z.strictObject({ ...filter, ...page })

/** Which operations of all timelocks are asked for. */
export const operationsQuery = z.strictObject({ timelock: place, ...filter, ...page })

/** Which operations are counted. */
export const countsQuery = z.omit(operationsQuery, {
  state: true,
  order: true,
  cursor: true,
  limit: true,
})

/** Which timelocks are asked for. */
export const timelocksQuery = z.strictObject({
  chain: z.optional(
    z.pipe(
      z
        .string()
        .check(
          z.regex(/^[1-9]\d{0,14}$/, 'Expected a chain id in decimal digits.'),
          z.describe('Only those of this chain.'),
        ),
      z.transform((value) => Number(value)),
    ),
  ),
})

/** Of routes that take no parameters. */
export const noQuery = z.strictObject({})
