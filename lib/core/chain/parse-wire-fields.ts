import { type Address, type Hash, type Hex, zeroAddress, zeroHash } from 'viem'
import { BaseError } from '@/lib/core/error/base-error'
import type { Call } from './call'
import { parseAddress } from './parse-address'
import { parseBytes } from './parse-bytes'
import { parseHash } from './parse-hash'
import { parseUint } from './parse-uint'
import { visibleText } from './visible-text'

/** A member of a JSON object that is missing or of another kind. */
export class InvalidMemberError extends BaseError {
  override readonly name = 'InvalidMemberError'
  constructor(member: string, expected: string, value: unknown) {
    const got = value === undefined ? 'nothing' : (JSON.stringify(value) ?? typeof value)
    super('A member of the JSON is not what it should be.', {
      facts: [
        ['Member', member],
        ['Expected', expected],
        ['Got', visibleText(got, { maxLength: 80 })],
      ],
    })
  }
}

export type WireObject = Readonly<Record<string, unknown>>

/** @throws InvalidMemberError */
export function asObject(value: unknown, name: string): WireObject {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  if (!isObject) throw new InvalidMemberError(name, 'an object', value)
  return value as WireObject
}

/** Refuses members that the hash would not cover. @throws InvalidMemberError */
export function assertOnly(value: WireObject, known: readonly string[]): void {
  const unknown = Object.keys(value).find((key) => !known.includes(key))
  if (unknown === undefined) return
  throw new InvalidMemberError(
    visibleText(unknown, { maxLength: 60 }),
    `one of ${known.join(', ')}`,
    value[unknown],
  )
}

function textOf(value: unknown, member: string, expected: string): string {
  if (typeof value !== 'string') throw new InvalidMemberError(member, expected, value)
  return value
}

/** Parses the text of a member and, where that fails, says which member it was. */
function parseMember<T>(member: string, parse: () => T): T {
  try {
    return parse()
  } catch (error) {
    if (!(error instanceof BaseError) || error instanceof InvalidMemberError) throw error
    throw new BaseError(error.shortMessage, {
      facts: [['Member', member], ...error.facts],
      hint: error.hint,
      cause: error,
    })
  }
}

/** @throws BaseError that names the member */
export function addressOf(value: unknown, member: string): Address {
  return parseMember(member, () => parseAddress(textOf(value, member, 'an address')))
}

/** Zero where it is absent. @throws BaseError that names the member */
export function addressOrZero(value: unknown, member: string): Address {
  return value === undefined || value === null ? zeroAddress : addressOf(value, member)
}

/** 32 zero bytes where it is absent. @throws BaseError that names the member */
export function hashOrZero(value: unknown, member: string): Hash {
  if (value === undefined) return zeroHash
  return parseMember(member, () => parseHash(textOf(value, member, '32 bytes in hex')))
}

/** Decimal text, or a number small enough to be exact. @throws BaseError that names the member */
export function uintOf(value: unknown, member: string): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  const expected = 'an integer; beyond 2^53 as a string of decimal digits'
  return parseMember(member, () => parseUint(textOf(value, member, expected)))
}

/** 0 where it is absent. @throws BaseError that names the member */
export function uintOrZero(value: unknown, member: string): bigint {
  return value === undefined ? 0n : uintOf(value, member)
}

/** No bytes where it is absent or null, as the Safe service writes it. @throws BaseError that names the member */
export function bytesOrNone(value: unknown, member: string): Hex {
  if (value === undefined || value === null) return '0x'
  return parseMember(member, () => parseBytes(textOf(value, member, 'bytes in hex')))
}

/** @throws BaseError that names the member */
export function callOf(value: unknown, member: string): Call {
  const call = asObject(value, member)
  assertOnly(call, ['target', 'value', 'data'])
  return {
    target: addressOf(call.target, `${member}.target`),
    value: uintOrZero(call.value, `${member}.value`),
    data: bytesOrNone(call.data, `${member}.data`),
  }
}
