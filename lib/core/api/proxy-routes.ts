import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { wireStanding } from '@/lib/core/api/operation-answers'
import { noQuery } from '@/lib/core/api/operation-query'
import { sourceDiffAnswer } from '@/lib/core/api/source-diff-answer'
import { wirePosition } from '@/lib/core/api/wire-position'
import {
  wireAddress,
  wireBlock,
  wireHash,
  wireInteger,
  wireKnown,
  wireSeconds,
} from '@/lib/core/api/wire-values'

const blockNumber = wireInteger('A block number')
const place = { chainId: z.int(), address: wireAddress }

const proxyAnswer = z.strictObject({
  ...place,
  kind: z.enum(['transparent', 'uups', 'beacon']),
  implementation: z.strictObject({ address: wireAddress, codeHash: wireHash }),
  upgradeTarget: wireAddress.check(z.describe('The contract whose function upgrades it.')),
  upgradeInterface: z.optional(z.enum(['legacy', '5.0.0'])),
  authority: z.optional(wireAddress.check(z.describe('Who may upgrade it, where that is known.'))),
})

const notAProxyAnswer = z.strictObject({
  ...place,
  kind: z.literal('not-a-proxy'),
  reason: z.string(),
  related: z.optional(wireAddress),
})

const upgrade = z.strictObject({
  implementation: wireAddress,
  at: wirePosition,
  transaction: wireHash,
})

const queuedUpgrade = z.strictObject({
  timelock: z.strictObject(place),
  id: wireHash,
  standing: wireStanding,
  due: wireSeconds.check(z.describe('From when it can be executed.')),
  implementation: wireAddress.check(z.describe('What the proxy would run.')),
})

/** What a proxy runs, has run and is queued to run. @internal */
export const proxyHistoryAnswer = z.strictObject({
  block: wireBlock.check(z.describe('The block at which it was read.')),
  proxy: z.union([proxyAnswer, notAProxyAnswer]),
  history: wireKnown(
    z.strictObject({
      of: wireAddress.check(z.describe('The proxy, or the beacon that it follows.')),
      fromBlock: blockNumber,
      toBlock: blockNumber,
      upgrades: z.array(upgrade).check(z.describe('Oldest first.')),
    }),
  ),
  queued: z
    .array(queuedUpgrade)
    .check(z.describe('By operations of followed timelocks that may still be executed.')),
  stale: z
    .optional(
      z.strictObject({
        reason: z.string(),
        readAt: z.iso.datetime().check(z.describe('When it was read, by the clock of the server.')),
      }),
    )
    .check(
      z.describe(
        'Set where the chain does not answer now, or not all of it in time: block, proxy and history are what was read last.',
      ),
    ),
})

/** What differs between the sources of two versions. @internal */
export const versionsDiffAnswer = z.strictObject({
  diff: wireKnown(sourceDiffAnswer).check(
    z.describe('Only of sources that compile to exactly the code on chain.'),
  ),
})

const refused = (description: string) => ({ description, schema: errorAnswer })
const badAddress = refused('A part of the address is not understood, and why.')

/** What a proxy has run. A chain is asked, once a minute at most. */
export const proxyRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/proxies/{chain}/{address}',
    summary:
      'A proxy that is configured or that a followed timelock upgrades: every version, and those that are queued.',
    query: noQuery,
    answers: {
      200: {
        description: 'What it runs, has run and is queued to run.',
        schema: proxyHistoryAnswer,
      },
      304: { description: 'No block has come since the ETag was given.' },
      400: badAddress,
      404: refused('Nobody here has to do with such a proxy.'),
      503: refused('The chain does not answer, and nothing was read of the proxy before.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/proxies/{chain}/{address}/{from}/{to}',
    summary: 'What differs between the sources of two versions of a proxy.',
    query: noQuery,
    answers: {
      200: { description: 'File by file.', schema: versionsDiffAnswer },
      400: badAddress,
      404: refused('There is no such proxy, or it has not run both, nor is queued to.'),
    },
  },
]
