import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { attestationsAnswer, savedAttestationAnswer } from '@/lib/core/api/attestation-answers'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { causeKinds } from '@/lib/core/watch/queue-event'
import { deliveryShapes } from '@/lib/core/watch/subscription'

const refused = (description: string) => ({ description, schema: errorAnswer })

const tooLarge = refused('The body is too large.')
const formTypes = ['application/json', 'application/x-www-form-urlencoded'] as const
const toPage = { description: 'To a form without script: to the page.' }
const noToken = refused('No subscription has this token.')
const notModified = { description: 'Nothing has changed since the ETag was given.' }

/** Feeds, subscriptions and what reviewers sign. */
export const watchRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/feeds/{path}',
    summary:
      'What happens, as a feed: all, timelocks/{chain}/{address}, protocols/{name} or proxies/{chain}/{address}, each with .atom, .json or .ics.',
    answers: {
      200: {
        description: 'Atom, JSON Feed or iCalendar.',
        types: ['application/atom+xml', 'application/feed+json', 'text/calendar'],
      },
      304: notModified,
      404: refused('That names no feed, or nothing is known of it.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/subscriptions',
    summary: 'Subscribes a URL or an e-mail address to what happens.',
    body: {
      description: `Topic, kinds (of ${causeKinds.join(', ')}; none for all), shape (${deliveryShapes.join(', ')}) and target.`,
      types: formTypes,
    },
    answers: {
      201: {
        description: 'Token and secret, this once.',
        schema: z.looseObject({ id: z.string(), state: z.string(), token: z.string() }),
      },
      202: {
        description: 'A message was sent to the address, to be confirmed.',
        schema: z.strictObject({ state: z.string() }),
      },
      303: toPage,
      400: refused('What is wrong with it, or a page of another site has sent it.'),
      404: refused('Nothing is known of the topic.'),
      413: tooLarge,
      501: refused('This instance sends no e-mail.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/subscriptions/{token}',
    summary: 'A subscription and what was sent, for whoever has its token.',
    answers: {
      200: {
        description: 'The subscription.',
        schema: z.looseObject({ deliveries: z.array(z.looseObject({})) }),
      },
      304: { description: 'Nothing has changed since the ETag was given.' },
      404: noToken,
    },
  },
  {
    method: 'post',
    path: '/api/v1/subscriptions/{token}/{change}',
    summary: 'Confirms, stops, resumes, replays or ends a subscription.',
    body: {
      description:
        '{ "since": "2026-11-21 14:00" } of a replay, in UTC or as seconds since the epoch, or nothing.',
      types: formTypes,
    },
    answers: {
      200: {
        description: 'What was done.',
        schema: z.looseObject({ change: z.string() }),
      },
      303: toPage,
      400: refused('The body is not understood.'),
      404: noToken,
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/attestations',
    summary: 'What reviewers have signed of an operation: that they made a report again.',
    answers: {
      200: { description: 'Oldest first.', schema: attestationsAnswer },
      304: notModified,
      400: refused('No digest, operation id or safeTxHash.'),
      404: refused('No such patch is known here, or it has no operation.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/attestations',
    summary: 'Keeps what a reviewer has signed.',
    body: { description: 'The signed document, at most 32 kB.' },
    answers: {
      200: { description: 'It was known.', schema: savedAttestationAnswer },
      201: { description: 'It is stored.', schema: savedAttestationAnswer },
      400: refused('Signature, signer or report do not fit.'),
      404: refused('No such patch or report is known here.'),
      413: tooLarge,
    },
  },
]
