import type { Address, Hex } from 'viem'
import {
  addressOf,
  asObject,
  assertOnly,
  bytesOrNone,
  InvalidMemberError,
  type WireObject,
} from '@/lib/core/chain/parse-wire-fields'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'

/** Bytes. A contract's signature may be that of many owners. */
const longestSignature = 8_192

/** What opens a session. @throws BaseError that names the member */
export function parseSignInRequest(json: string): {
  readonly message: string
  readonly signature: Hex
} {
  const body = readBody(json, ['message', 'signature'])
  const signature = bytesOrNone(body.signature, 'signature')
  if (signature.length > 2 + 2 * longestSignature) {
    throw new InvalidMemberError('signature', `at most ${longestSignature} bytes`, 'more')
  }
  return { message: textOf(body, 'message'), signature }
}

/** What an owner calls an address. @throws BaseError that names the member */
export function parseLabelRequest(json: string): {
  readonly address: Address
  readonly text: string
} {
  const body = readBody(json, ['address', 'text'])
  return { address: addressOf(body.address, 'address'), text: textOf(body, 'text') }
}

/** What an owner writes under a patch. @throws BaseError that names the member */
export function parseNoteRequest(json: string): { readonly text: string } {
  return { text: textOf(readBody(json, ['text']), 'text') }
}

function readBody(json: string, members: readonly string[]): WireObject {
  const body = asObject(parseJson(json), 'body')
  assertOnly(body, members)
  return body
}

function parseJson(json: string): unknown {
  try {
    return JSON.parse(json)
  } catch (cause) {
    throw new BaseError('The body is no JSON.', {
      facts: [['Given', visibleText(json, { maxLength: 80 })]],
      hint: 'Send one JSON object.',
      cause,
    })
  }
}

function textOf(body: WireObject, member: string): string {
  const value = body[member]
  if (typeof value === 'string') return value
  throw new InvalidMemberError(member, 'a text', value)
}
