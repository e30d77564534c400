import * as z from 'zod/mini'
import type { ApiRoute } from '@/lib/core/api/api-route'
import { errorAnswer } from '@/lib/core/api/error-answer'
import { noQuery } from '@/lib/core/api/operation-query'
import { safeAnswer, safeListAnswer } from '@/lib/core/api/safe-answers'
import { wireAddress, wireDate, wireHash, wireSeconds } from '@/lib/core/api/wire-values'

const refused = (description: string) => ({ description, schema: errorAnswer })

const tooLarge = refused('The body is too large.')
const notUtf8 = refused('The body is not UTF-8.')
const notModified = { description: 'Nothing has changed since the ETag was given.' }
const notSignedIn = refused('Nobody is signed in, or not any more.')
const unread = refused(
  'It is not known here, and a chain that may tell of it could not be read now.',
)
const noSafe = refused('No such Safe is configured here.')
const noPatch = refused('No such patch is known here.')

const session = {
  account: wireAddress,
  chainId: z.int().check(z.describe('For whose Safes the account may write.')),
  expiresAt: wireDate,
}
const sessionAnswer = z.strictObject(session)

const words = {
  text: z.string().check(z.describe('Words of an owner, checked by nobody.')),
  author: wireAddress,
  writtenAt: wireSeconds.check(z.describe('By the clock of the server.')),
  isByOwner: z.optional(
    z
      .boolean()
      .check(z.describe('Whether the author owns the Safe now; absent where that is not known.')),
  ),
}

const labelsAnswer = z.strictObject({
  labels: z.array(
    z.strictObject({
      address: wireAddress,
      ...words,
      doubts: z.array(z.string().check(z.describe('Why to look twice.'))),
    }),
  ),
})

const savedLabelAnswer = z.strictObject({
  address: wireAddress,
  text: z.string().check(z.describe('As it is kept.')),
  author: wireAddress,
})

const notesAnswer = z.strictObject({
  patch: wireHash,
  notes: z.array(
    z.strictObject({
      id: z.string(),
      safe: z.strictObject({ chainId: z.int(), address: wireAddress }),
      ...words,
    }),
  ),
})

const savedNoteAnswer = z.strictObject({ id: z.string(), patch: wireHash, author: wireAddress })

/** Signing in, and what owners write. */
export const ownerRoutes: readonly ApiRoute[] = [
  {
    method: 'get',
    path: '/api/v1/session',
    summary: 'Who is signed in with the cookie of the request. For the pages of this site only.',
    answers: {
      200: {
        description: 'An account; null where nobody is.',
        schema: z.union([sessionAnswer, z.strictObject({ account: z.null() })]),
      },
    },
  },
  {
    method: 'post',
    path: '/api/v1/session/nonce',
    summary:
      'Gives out what a message to sign in with has to name; good for one time and five minutes.',
    answers: {
      201: {
        description: 'Nonce and times, as they have to stand in the message.',
        schema: z.strictObject({ nonce: z.string(), issuedAt: wireDate, expiresAt: wireDate }),
      },
      413: tooLarge,
      400: notUtf8,
    },
  },
  {
    method: 'post',
    path: '/api/v1/session',
    summary: 'Signs an account in (EIP-4361), for 8 hours and Safes of one chain.',
    body: { description: '{ message, signature }, at most 32 kB.' },
    answers: {
      201: { description: 'The session; its cookie comes with it.', schema: sessionAnswer },
      400: refused('The body is not understood, or the chain is not served.'),
      409: refused('The message was used before, or its nonce was not given out here.'),
      413: tooLarge,
    },
  },
  {
    method: 'post',
    path: '/api/v1/session/end',
    summary: 'Signs out.',
    answers: {
      200: {
        description: 'Whether somebody was signed in.',
        schema: z.strictObject({ ended: z.boolean() }),
      },
      413: tooLarge,
      400: notUtf8,
    },
  },
  {
    method: 'get',
    path: '/api/v1/safes',
    summary: 'The Safes of the configured protocols, and those that own one of them.',
    query: noQuery,
    answers: {
      200: { description: 'Safes.', schema: safeListAnswer },
      304: notModified,
      400: refused('It takes no parameters.'),
    },
  },
  {
    method: 'get',
    path: '/api/v1/safes/{chain}/{address}',
    summary: 'What a Safe is, what is proposed for it, who may propose, and what blocks its order.',
    query: noQuery,
    answers: {
      200: { description: 'The Safe.', schema: safeAnswer },
      304: notModified,
      400: refused('That names no Safe.'),
      404: noSafe,
      503: unread,
    },
  },
  {
    method: 'get',
    path: '/api/v1/safes/{chain}/{address}/labels',
    summary: 'What owners of a Safe call addresses.',
    answers: {
      200: { description: 'By address.', schema: labelsAnswer },
      304: notModified,
      400: refused('That names no Safe.'),
      404: noSafe,
      503: unread,
    },
  },
  {
    method: 'post',
    path: '/api/v1/safes/{chain}/{address}/labels',
    summary:
      'Names an address for a Safe, as the owner who is signed in; an empty text takes it away.',
    body: { description: '{ address, text }, at most 64 characters of text.' },
    answers: {
      200: { description: 'It was so already.', schema: savedLabelAnswer },
      201: { description: 'It is stored.', schema: savedLabelAnswer },
      400: refused('That is no name, or the body is not understood.'),
      401: notSignedIn,
      404: noSafe,
      503: unread,
      409: refused('Another address has that name, or the configuration names this one.'),
      413: tooLarge,
    },
  },
  {
    method: 'get',
    path: '/api/v1/patches/{digest}/notes',
    summary: 'What owners have written under a patch.',
    answers: {
      200: { description: 'Oldest first.', schema: notesAnswer },
      304: notModified,
      400: refused('It takes no parameters.'),
      404: noPatch,
      503: unread,
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/notes',
    summary: 'Writes a note under a patch, as the owner who is signed in.',
    body: { description: '{ text }, at most 2,000 characters.' },
    answers: {
      201: { description: 'It is stored.', schema: savedNoteAnswer },
      400: refused('It cannot be kept, or the body is not understood.'),
      401: notSignedIn,
      404: noPatch,
      503: unread,
      413: tooLarge,
    },
  },
  {
    method: 'post',
    path: '/api/v1/patches/{digest}/notes/{id}/delete',
    summary: 'Takes a note away, as its author who is signed in.',
    answers: {
      200: {
        description: 'It is gone.',
        schema: z.strictObject({ id: z.string(), patch: wireHash }),
      },
      401: notSignedIn,
      404: refused('No such patch, or no such note of this account.'),
      503: unread,
      413: tooLarge,
      400: notUtf8,
    },
  },
]
