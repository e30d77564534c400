import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { changesAnswer } from '@/lib/core/api/changes-answer'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { findAnswer, findQuery } from '@/lib/core/api/find-answer'
import { namedStorageAnswer } from '@/lib/core/api/named-storage-answer'
import {
  acknowledgementsAnswer,
  alarmsAnswer,
  cancelledAnswer,
  digestAnswer,
  headAnswer,
  patchSummaryAnswer,
  queueAnswer,
  runningAnswer,
  savedAcknowledgementAnswer,
  savedSourcesAnswer,
} from '@/lib/core/api/patch-answers'

import { signingAnswer, signingQuery } from '@/lib/core/api/signing-answers'

const refused = (description: string) => ({ description, schema: errorAnswer })
const document = (description: string) => ({ description, schema: z.looseObject({}) })

const badKey = refused('No digest, operation id or safeTxHash.')
const noPatch = refused('No such patch is known here.')
const unread = refused(
  'It is not known here, and a chain that may tell of it could not be read now.',
)
const tooLarge = refused('The body is too large.')
const notModified = { description: 'As the ETag says.' }
const notHere = refused('Pages of other sites may not ask for it, or the body is not understood.')
const backToPage = { description: 'To a form without script: back to the page.' }
const formTypes = ['application/json', 'application/x-www-form-urlencoded'] as const

/** What is under review, signed and watched. */
export const patchRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/head',
    summary: 'What changes whenever a page would: blocks of the chains and a count of writes.',
    answers: { 200: { description: 'The state.', schema: headAnswer } },
  },
  {
    method: 'get',
    path: '/api/v1/find',
    summary: 'Which pages a title, an address, a hash or a digest names.',
    query: findQuery,
    answers: {
      200: { description: 'Pages, or why there is none.', schema: findAnswer },
      304: notModified,
      400: refused('What was given is nothing that can be looked for.'),
      503: unread,
    },
  },
  {
    method: 'get',
    path: '/api/v1/queue',
    summary: 'Configured protocols with their patches, from the first signature on.',
    answers: { 200: { description: 'The desks.', schema: queueAnswer }, 304: notModified },
  },
  {
    method: 'post',
    path: '/api/v1/patches',
    summary: 'Stores a dossier. Its digest is its name.',
    body: { description: 'A dossier, at most 1 MB.' },
    answers: {
      200: { description: 'It was known.', schema: digestAnswer },
      201: { description: 'It is stored.', schema: digestAnswer },
      400: refused('What is wrong with it.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/summary',
    summary:
      'All that the page of a patch shows, with or without a dossier: calls and what they say, stage, review, drift, order, what its steps did, custody.',
    answers: {
      200: { description: 'As it is known now.', schema: patchSummaryAnswer },
      304: notModified,
      400: badKey,
      404: noPatch,
      503: unread,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/signing',
    summary:
      'What stands beside a Safe transaction of a patch where it is signed: hashes, what it says and approves, rivals, nested owners, what was found, what devices show.',
    query: signingQuery,
    answers: {
      200: { description: 'As it is known now.', schema: signingAnswer },
      304: notModified,
      400: badKey,
      404: refused('No such patch is known here, or it has no such Safe transaction.'),
      501: refused('The version of its Safe is not known, so that nothing can be hashed for it.'),
      503: refused(
        'It is not known here, and a chain that may tell of it could not be read now; or its Safe could not.',
      ),
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/batch',
    summary: 'The Safe transaction that waits, as a file for the Transaction Builder of the Safe.',
    answers: {
      200: document('With its checksum.'),
      400: refused('No key of a patch, or no batch of calls.'),
      404: refused('No such patch is known here, or none of its transactions waits.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/reports',
    summary: 'Keeps a report that was made elsewhere, where the configuration allows it.',
    body: { description: 'A report, a simulation or a replay, at most 5 MB.' },
    answers: {
      200: { description: 'It was known.', schema: z.strictObject({ hash: z.string() }) },
      201: { description: 'It is stored.', schema: z.strictObject({ hash: z.string() }) },
      400: refused('What is wrong with it.'),
      403: refused('This instance takes in none.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/export',
    summary: 'All that is kept here and no chain has, one JSON object a line.',
    answers: {
      200: { description: 'Records.', types: ['application/x-ndjson'] },
      503: refused('A chain or a Safe service is silent.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}',
    summary: 'The dossier with this digest, byte for byte as it was hashed.',
    answers: {
      200: document('keccak256 of it is the digest.'),
      304: notModified,
      400: refused('That is no digest.'),
      404: refused('None with this digest is stored here.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/alarms',
    summary: 'What is not as it was when the patch was first looked at.',
    answers: {
      200: { description: 'Alarms.', schema: alarmsAnswer },
      304: notModified,
      400: badKey,
      404: noPatch,
      503: unread,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/acknowledgements',
    summary: 'What owners have answered to findings, each with the signature that proves it.',
    answers: {
      200: { description: 'Oldest first.', schema: acknowledgementsAnswer },
      304: notModified,
      400: badKey,
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/acknowledgements',
    summary: 'Keeps what an owner answers to one finding.',
    body: { description: 'As it is read, without patch and submittedAt; at most 32 kB.' },
    answers: {
      200: { description: 'It was known.', schema: savedAcknowledgementAnswer },
      201: { description: 'It is stored.', schema: savedAcknowledgementAnswer },
      400: refused('Signature, signer or finding do not fit.'),
      404: refused('No review of the patch is known.'),
      409: refused('This owner has answered this finding in other words.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/simulation',
    summary: 'The last simulation, byte for byte as it was hashed. To ask is to look.',
    answers: {
      200: document('As /schema/simulation-1.json describes it; its hash is the ETag.'),
      202: { description: 'The first one is under way.', schema: runningAnswer },
      304: notModified,
      400: badKey,
      404: refused('There is none, and why.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/simulation/cancel',
    summary: 'Ends a simulation that is under way.',
    answers: {
      200: { description: 'Whether there was one.', schema: cancelledAnswer },
      400: notHere,
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/replay',
    summary: 'The last replay, byte for byte as it was hashed.',
    answers: {
      200: document('A document suture/replay/1; its hash is the ETag.'),
      202: { description: 'The first one is under way.', schema: runningAnswer },
      304: notModified,
      400: badKey,
      404: refused('There is none, and why.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/replay',
    summary: 'Begins a replay, or goes on with one.',
    body: { description: '{ "last": 200 }, or nothing.', types: formTypes },
    answers: {
      202: { description: 'It is under way.', schema: runningAnswer },
      303: backToPage,
      400: notHere,
      404: noPatch,
      409: refused('It cannot be replayed now.'),
      413: tooLarge,
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/replay/cancel',
    summary: 'Ends a replay that is under way. What it has found stays.',
    answers: {
      200: { description: 'Whether there was one.', schema: cancelledAnswer },
      303: backToPage,
      400: notHere,
      404: noPatch,
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/reports/{hash}',
    summary: 'A report or a simulation by its hash; with .md or .html behind it rendered.',
    answers: {
      200: {
        ...document('Byte for byte as it was hashed, as /schema/report-1.json describes it.'),
        types: ['text/markdown', 'text/html'],
      },
      304: notModified,
      400: refused('That is no report.'),
      404: refused('None with this hash is stored here.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/reports/{hash}/changes',
    summary:
      'What the upgrades of a report change: sources line by line, storage, ABI. Computed from the report and the sources that it names.',
    answers: {
      200: { description: 'Upgrade by upgrade.', schema: changesAnswer },
      304: notModified,
      400: refused('That is no hash.'),
      404: refused('No report with this hash is stored here.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/reports/{hash}/storage',
    summary:
      'What the words of storage of a replay mean in which old and new code end apart, by the sources that are known now.',
    answers: {
      200: {
        description: 'Of the examples of each group of the replay.',
        schema: namedStorageAnswer,
      },
      304: notModified,
      400: refused('That is no hash.'),
      404: refused('No replay with this hash is stored here.'),
      503: refused('The sources are being compiled.'),
    },
  },
  {
    method: 'post',
    path: '/api/v1/sources',
    summary: 'Stores what somebody says a contract was compiled from.',
    body: {
      description:
        '{ chainId, address or codeHash, contract?, compiler?, input }, input being a standard JSON input or a build-info; at most 5 MB.',
    },
    answers: {
      200: { description: 'They were known.', schema: savedSourcesAnswer },
      201: { description: 'They are stored.', schema: savedSourcesAnswer },
      400: refused('What is wrong with them.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/sources/{hash}',
    summary: 'The source bundle with this hash, byte for byte as it was hashed.',
    answers: {
      200: document('keccak256 of it is the hash.'),
      304: notModified,
      400: refused('That is no hash.'),
      404: refused('None with this hash is stored here.'),
    },
  },
]
