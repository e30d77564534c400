import {
  type Address,
  type Hex,
  isAddressEqual,
  keccak256,
  maxUint256,
  stringToBytes,
  toFunctionSignature,
  zeroHash,
} from 'viem'
import { formatDelay } from '@/components/time/format-time'
import { decodeArguments } from '@/lib/core/calldata/decode-arguments'
import { knownFunctions } from '@/lib/core/calldata/known-functions'
import { parseFunctionSignature } from '@/lib/core/calldata/parse-function-signature'
import { tellEther } from '@/lib/core/chain/tell-ether'
import { visibleText } from '@/lib/core/chain/visible-text'
import { BaseError } from '@/lib/core/error/base-error'
import type { QueuedCall } from '@/lib/core/timelock/kind/queued-operation'

/** What a call is given, as one line of a list has room for it. */
export type CallFact = {
  /** Of the argument; empty where the function does not name it. */
  readonly name: string
  /** A text, or an address to be shown as one. */
  readonly value: string | { readonly address: Address }
}

export type CallFactsParameters = {
  readonly call: QueuedCall
  /** The timelock that makes the call. */
  readonly timelock: Address
  /** Its delay as it is, in seconds: what a new one takes the place of. */
  readonly delay?: bigint | undefined
}

/** Arguments beyond these are counted. */
const mostFacts = 4

/**
 * What a call is given: spender and amount, role and account, and the ether that it sends. Nothing is said of arguments where
 * no function, or not only one, is known for the selector, or where the bytes are not what an encoder writes.
 */
export function callFacts({ call, timelock, delay }: CallFactsParameters): CallFact[] {
  const sent = call.value > 0n ? [{ name: 'sends', value: tellEther(call.value) }] : []
  const item = functionOf(call)
  const decoded = item && decodeArguments(item, call.data)
  if (!item || !decoded || 'problem' in decoded || decoded.trailingBytes > 0) return sent
  const isOwn = isAddressEqual(call.target, timelock)
  const facts = item.inputs.map(({ name = '', type }, index): CallFact => {
    const value = decoded.values[index]
    if (delayFunctions.has(item.name) && typeof value === 'bigint') {
      const before = isOwn && delay !== undefined ? `, from ${delayWords(delay)}` : ''
      return { name, value: `${delayWords(value)}${before}` }
    }
    return { name, value: valueWords({ name, type, value }) }
  })
  const more = facts.length - mostFacts
  const rest = more > 0 ? [{ name: '', value: `${more} more` }] : []
  return [...facts.slice(0, mostFacts), ...rest, ...sent]
}

/** Functions of timelocks that are given seconds. */
const delayFunctions: ReadonlySet<string> = new Set(['updateDelay', 'setDelay'])

/** The one function that is known for a selector; else the one that the timelock was told. */
function functionOf({ data, signature }: QueuedCall) {
  const known = knownFunctions().get(data.slice(0, 10).toLowerCase() as Hex) ?? []
  if (!signature) return known.length === 1 ? known[0] : undefined
  const told = parsed(signature)
  return told && (known.find((each) => toFunctionSignature(each) === signature) ?? told)
}

function parsed(signature: string) {
  try {
    return parseFunctionSignature(signature)
  } catch (error) {
    if (error instanceof BaseError) return undefined
    throw error
  }
}

/** Beyond 30,000 years a unit says nothing. */
function delayWords(seconds: bigint): string {
  return seconds < 10n ** 12n ? formatDelay(Number(seconds)) : `${seconds} s`
}

function valueWords({
  name,
  type,
  value,
}: {
  name: string
  type: string
  value: unknown
}): CallFact['value'] {
  if (value === maxUint256) return '2^256 − 1'
  if (typeof value === 'bigint' || typeof value === 'number') return value.toLocaleString('en-US')
  if (typeof value === 'boolean') return String(value)
  if (Array.isArray(value)) return `${value.length} ${value.length === 1 ? 'item' : 'items'}`
  if (typeof value !== 'string') return '…'
  if (type === 'address') return { address: value as Address }
  if (type === 'string') return `“${visibleText(value, { maxLength: 40 })}”`
  return bytesWords(name, value as Hex)
}

function bytesWords(name: string, value: Hex): string {
  const role = name === 'role' ? roleNames().get(value) : undefined
  if (role !== undefined) return role
  if (value === '0x') return 'none'
  const bytes = (value.length - 2) / 2
  if (bytes <= 32) return value.length > 18 ? `${value.slice(0, 10)}…${value.slice(-4)}` : value
  const inner = new Set(
    (knownFunctions().get(value.slice(0, 10) as Hex) ?? []).map((each) => each.name),
  )
  const [called] = inner
  return called !== undefined && inner.size === 1
    ? `call of ${called}`
    : `${bytes.toLocaleString('en-US')} bytes`
}

let roles: ReadonlyMap<string, string> | undefined

/** Roles by their ids: those of timelocks, and those that many contracts have. */
function roleNames(): ReadonlyMap<string, string> {
  roles ??= new Map([
    [zeroHash, 'DEFAULT_ADMIN_ROLE'],
    ...[
      'PROPOSER_ROLE',
      'EXECUTOR_ROLE',
      'CANCELLER_ROLE',
      'TIMELOCK_ADMIN_ROLE',
      'MINTER_ROLE',
      'BURNER_ROLE',
      'PAUSER_ROLE',
      'UPGRADER_ROLE',
    ].map((each) => [keccak256(stringToBytes(each)), each] as const),
  ])
  return roles
}
