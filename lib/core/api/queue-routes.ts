import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { attestationsAnswer, savedAttestationAnswer } from '@/lib/core/api/attestation-answers'
import { errorAnswer } from '@/lib/core/api/error-answer'
import {
  countsAnswer,
  operationAnswer,
  operationListAnswer,
} from '@/lib/core/api/operation-answers'
import {
  countsQuery,
  noQuery,
  operationsQuery,
  timelockOperationsQuery,
  timelocksQuery,
} from '@/lib/core/api/operation-query'
import {
  previewAnswer,
  settingsAnswer,
  timelockAnswer,
  timelockListAnswer,
  timelockPageAnswer,
} from '@/lib/core/api/timelock-answers'
import { wireHash } from '@/lib/core/api/wire-values'

const refused = (description: string) => ({ description, schema: errorAnswer })
const tooLarge = refused('The body is too large.')

const notModified = { description: 'Nothing has changed since the ETag was given.' }
const badAddress = refused('A part of the address is not understood, and why.')
const notFollowed = refused('The timelock is not followed here; the hint says what would help.')

const documentAnswer = z.looseObject({})
const reviewStateAnswer = z.strictObject({
  status: z.enum(['running', 'done']),
  report: z.optional(wireHash),
})

/** The queue of every timelock that is followed. Reading it asks no chain, but for what one operation is about now. */
export const queueRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/timelocks',
    summary: 'The timelocks that are followed, configured ones first.',
    query: timelocksQuery,
    answers: {
      200: { description: 'Timelocks.', schema: timelockListAnswer },
      304: notModified,
      400: badAddress,
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}',
    summary:
      'What a timelock is, what it upgrades, how many operations stand where and in which order, and which blocks were scanned.',
    query: noQuery,
    answers: {
      200: { description: 'The timelock.', schema: timelockPageAnswer },
      304: notModified,
      400: badAddress,
      404: notFollowed,
    },
  },
  {
    method: 'post',
    path: '/api/v1/timelocks/{chain}/{address}',
    summary: 'Follows a timelock from now on: its operations are read from the chain.',
    answers: {
      200: { description: 'It is followed already.', schema: timelockAnswer },
      201: { description: 'It is followed from now on.', schema: timelockAnswer },
      400: refused('A part of the address is not understood, or the chain is not served.'),
      422: refused('No timelock that is understood stands there, or no more are followed.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/preview',
    summary: 'What stands at an address, followed or not; a chain is asked, and nothing is kept.',
    query: noQuery,
    answers: {
      200: { description: 'A timelock, or what it is instead.', schema: previewAnswer },
      304: notModified,
      400: badAddress,
      404: refused('The chain is not served here.'),
      503: refused('The chain does not answer.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/operations',
    summary: 'Operations of a timelock, page by page.',
    query: timelockOperationsQuery,
    answers: {
      200: { description: 'A page; Link has the next one.', schema: operationListAnswer },
      304: notModified,
      400: badAddress,
      404: notFollowed,
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/operations/{id}',
    summary:
      'One operation: calls, instances, events, what the contract says, what it waits for, and what the chain says now of its accounts.',
    query: noQuery,
    answers: {
      200: { description: 'The operation.', schema: operationAnswer },
      304: notModified,
      400: badAddress,
      404: refused('It is not known; the facts say whether all blocks were scanned.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/operations/{id}/review',
    summary: 'The last review of an operation that was made here, byte for byte as it was hashed.',
    answers: {
      200: { description: 'The report; its hash is the ETag.', schema: documentAnswer },
      202: { description: 'The first one is under way.', schema: reviewStateAnswer },
      304: notModified,
      400: badAddress,
      404: refused('It is not known, or was not reviewed here.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/timelocks/{chain}/{address}/operations/{id}/review',
    summary: 'Reviews an operation at the newest block that was read.',
    answers: {
      200: { description: 'It is reviewed.', schema: reviewStateAnswer },
      202: { description: 'The review is under way.', schema: reviewStateAnswer },
      303: { description: 'To a form without script: to the page.' },
      400: badAddress,
      404: refused('It is not known; the facts say whether all blocks were scanned.'),
      409: refused('It is not reviewed here; the hint says what would help.'),
      503: refused('Another review is under way, or the chain does not answer.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/operations/{id}/attestations',
    summary: 'What reviewers have signed of an operation: that they made a report again.',
    answers: {
      200: { description: 'Oldest first.', schema: attestationsAnswer },
      304: notModified,
      400: badAddress,
      404: refused('It is not known; the facts say whether all blocks were scanned.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/timelocks/{chain}/{address}/operations/{id}/attestations',
    summary: 'Keeps what a reviewer has signed of an operation.',
    body: { description: 'The signed document, at most 32 kB.' },
    answers: {
      200: { description: 'It was known.', schema: savedAttestationAnswer },
      201: { description: 'It is stored.', schema: savedAttestationAnswer },
      400: refused('Signature, signer or report do not fit.'),
      404: refused('The operation is not known here, or the report is none of it.'),
      413: refused('The body is too large.'),
      429: refused('As many are kept of the operation as there is room for.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/timelocks/{chain}/{address}/settings',
    summary: 'Roles, delays and admins of a timelock as they changed.',
    query: noQuery,
    answers: {
      200: { description: 'Changes, newest first.', schema: settingsAnswer },
      304: notModified,
      400: badAddress,
      404: notFollowed,
    },
  },
  {
    method: 'get',
    path: '/api/v1/operations',
    summary: 'Operations of all timelocks that are followed, page by page.',
    query: operationsQuery,
    answers: {
      200: { description: 'A page; Link has the next one.', schema: operationListAnswer },
      304: notModified,
      400: badAddress,
    },
  },
  {
    method: 'get',
    path: '/api/v1/operations/counts',
    summary: 'How many operations are in each group of the queue.',
    query: countsQuery,
    answers: {
      200: { description: 'Counts.', schema: countsAnswer },
      304: notModified,
      400: badAddress,
    },
  },
]
