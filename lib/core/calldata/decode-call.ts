import { type Abi, type AbiFunction, type Address, type Hex, toFunctionSignature } from 'viem'
import { type DecodedArguments, decodeArguments } from '@/lib/core/calldata/decode-arguments'
import type { DecodedArgument, DecodedCall, DecodedValue } from '@/lib/core/calldata/decoded-call'
import {
  type FunctionsBySelector,
  indexFunctions,
  knownFunctions,
} from '@/lib/core/calldata/known-functions'
import { nestedCalls } from '@/lib/core/calldata/nested-calls'
import { decodeRetryableTicket, isRetryableTicket } from '@/lib/core/calldata/retryable-ticket'
import type { Call } from '@/lib/core/chain/call'

/** Calls within calls beyond this are reported, not followed. Real ones reach about six. */
const maximumDepth = 16
/** All calls of one tree together. */
const maximumCalls = 1_000
/** Bytes. A transaction carries at most 128 KiB on most chains, and far less than this on any. */
const maximumBytes = 2_000_000

export type DecodeCallParameters = {
  readonly call: Call
  /** How the outermost call is made. */
  readonly operation?: 'call' | 'delegatecall' | undefined
  /** ABIs verified for an address, of a proxy those of its implementation. Decodings with them are `verified`. */
  readonly knownAbis?: Readonly<Record<Address, Abi>> | undefined
  /** Signatures from somewhere that proves nothing, such as a public database. Decodings with them are `guess`. */
  readonly hints?: Abi | undefined
}

/**
 * Reads a call and, through Safe, MultiSend, Multicall3, timelock, governor and upgrade functions, every call it
 * carries. A decoding counts only if encoding it again gives the same bytes; what could not be decoded is said in
 * `reason`, never left out. Hostile bytes cost bounded time and never throw.
 */
export function decodeCall(parameters: DecodeCallParameters): DecodedCall {
  const { call, operation = 'call', knownAbis = {}, hints = [] } = parameters
  const abis = Object.entries(knownAbis).map(
    ([address, abi]) => [address.toLowerCase(), indexFunctions([abi])] as const,
  )
  const reading: Reading = {
    verified: new Map(abis),
    hints: indexFunctions([hints]),
    callsLeft: maximumCalls - 1,
  }
  return readCall({ call, operation, depth: 0, verified: true }, reading)
}

/** What one reading of a tree shares. `callsLeft` is the only thing that changes. */
type Reading = {
  readonly verified: ReadonlyMap<string, FunctionsBySelector>
  readonly hints: FunctionsBySelector
  callsLeft: number
}

type Position = {
  readonly call: Call
  readonly operation: 'call' | 'delegatecall'
  readonly depth: number
  /** Whether the verified ABIs apply: not to a call that is made on another chain. */
  readonly verified: boolean
}

function readCall(position: Position, reading: Reading): DecodedCall {
  const { call, operation } = position
  const problem = describeUnreadable(position)
  if (problem) return undecoded(position, problem)
  if (call.data === '0x') return { call, operation, confidence: 'known', args: [], children: [] }
  if (isRetryableTicket(call)) return readTicket(position, reading)
  const matches = findMatches(position, reading)
  const readable = matches.filter(({ decoded }) => 'values' in decoded)
  const [match] = readable.length > 0 ? readable : matches
  if (match === undefined) return undecoded(position, `no function known for ${selectorOf(call)}`)
  if (readable.length > 1) return colliding(position, readable)
  if ('problem' in match.decoded) return unreadable(position, match.item, match.decoded.problem)
  return readChildren(position, reading, { ...match, decoded: match.decoded })
}

/** Why a call is not even looked at. */
function describeUnreadable({ call, depth }: Position): string | undefined {
  const { data } = call
  if (!/^0x(?:[0-9a-fA-F]{2})*$/.test(data)) return 'not bytes'
  const bytes = (data.length - 2) / 2
  if (bytes > maximumBytes) return `${bytes} bytes are more than we decode`
  if (bytes > 0 && bytes < 4) return `${bytes} bytes are too few for a selector`
  return depth >= maximumDepth ? `nested ${depth} calls deep, more than we follow` : undefined
}

/** Not a function call, so it stays undecoded; the call it makes on the other chain is shown all the same. */
function readTicket(position: Position, reading: Reading): DecodedCall {
  const reason = 'not a function call: an Arbitrum retryable ticket, marked by its magic target'
  const inner = decodeRetryableTicket(position.call.data)
  if (inner === undefined || reading.callsLeft === 0) return undecoded(position, reason)
  reading.callsLeft -= 1
  const child = readCall(
    { call: inner, operation: 'call', depth: position.depth + 1, verified: false },
    reading,
  )
  return { ...undecoded(position, reason), children: [{ via: 'retryable ticket', call: child }] }
}

type Match = {
  readonly item: AbiFunction
  readonly confidence: 'verified' | 'known' | 'guess'
  readonly reason?: string | undefined
  readonly decoded: DecodedArguments
}

/**
 * The target's own ABI settles the matter; else what we know, else the hints. Public databases hold junk that collides
 * with anything on purpose, so a hint never takes away what we know.
 */
function findMatches({ call, verified }: Position, reading: Reading): Match[] {
  const selector = selectorOf(call)
  const own = verified ? reading.verified.get(call.target.toLowerCase()) : undefined
  const ownItems = own?.get(selector) ?? []
  if (ownItems.length > 0) return ownItems.map((item) => match(item, call, 'verified'))
  const foreign = own ? 'the ABI of the target has no such function' : undefined
  const known = (knownFunctions().get(selector) ?? []).map((item) =>
    match(item, call, foreign ? 'guess' : 'known', foreign),
  )
  if (known.some(({ decoded }) => 'values' in decoded)) return known
  const hinted = (reading.hints.get(selector) ?? []).map((item) =>
    match(item, call, 'guess', foreign ?? 'the signature is only a hint'),
  )
  return [...known, ...hinted]
}

function match(
  item: AbiFunction,
  call: Call,
  confidence: Match['confidence'],
  reason?: string | undefined,
): Match {
  return { item, confidence, reason, decoded: decodeArguments(item, call.data) }
}

function readChildren(
  { call, operation, depth, verified }: Position,
  reading: Reading,
  {
    item,
    confidence,
    reason,
    decoded,
  }: Match & { decoded: { values: readonly unknown[]; trailingBytes: number } },
): DecodedCall {
  const signature = toFunctionSignature(item)
  const nested = nestedCalls({
    signature,
    args: decoded.values,
    outer: call,
    limit: reading.callsLeft,
  })
  reading.callsLeft -= nested.calls.length
  const trailing =
    decoded.trailingBytes > 0
      ? `non-canonical encoding: ${decoded.trailingBytes} bytes trail behind the arguments`
      : undefined
  const reasons = [reason, trailing, nested.problem].filter((text) => text !== undefined)
  return {
    call,
    operation,
    confidence: trailing ? 'guess' : confidence,
    signature,
    name: item.name,
    args: describeArguments(item, decoded.values),
    reason: reasons.length > 0 ? reasons.join('; ') : undefined,
    children: nested.calls.map(({ via, otherChain, note, ...inner }) => ({
      via,
      call: withNote(
        readCall({ ...inner, depth: depth + 1, verified: verified && !otherChain }, reading),
        note,
      ),
    })),
  }
}

function withNote(call: DecodedCall, note: string | undefined): DecodedCall {
  if (note === undefined) return call
  return { ...call, reason: call.reason === undefined ? note : `${note}; ${call.reason}` }
}

function describeArguments(item: AbiFunction, values: readonly unknown[]): DecodedArgument[] {
  return item.inputs.map((input, index) => ({
    name: input.name ?? '',
    type: input.type.startsWith('tuple') ? tupleType(item, index) : input.type,
    value: values[index] as DecodedValue,
  }))
}

/** `(address,bytes)[]`, as the signature has it. */
function tupleType({ name, inputs }: AbiFunction, index: number): string {
  const input = inputs[index]
  if (input === undefined) return ''
  const alone = { type: 'function', name, inputs: [input], outputs: [], stateMutability: 'view' }
  return toFunctionSignature(alone as AbiFunction).slice(name.length + 1, -1)
}

function undecoded({ call, operation }: Position, reason: string): DecodedCall {
  return { call, operation, confidence: 'undecoded', args: undefined, reason, children: [] }
}

function unreadable(position: Position, item: AbiFunction, reason: string): DecodedCall {
  return {
    ...undecoded(position, reason),
    signature: toFunctionSignature(item),
    name: item.name,
  }
}

function colliding(position: Position, matches: readonly Match[]): DecodedCall {
  return {
    ...undecoded(position, 'several functions share this selector and could be meant'),
    confidence: 'colliding',
    candidates: matches.map(({ item }) => toFunctionSignature(item)),
  }
}

function selectorOf({ data }: Call): Hex {
  return data.slice(0, 10).toLowerCase() as Hex
}
