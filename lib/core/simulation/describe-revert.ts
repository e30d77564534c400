import type { Abi } from 'viem'
import { commonErrorsAbi } from '@/lib/core/abi/common-errors-abi'
import { decodeError } from '@/lib/core/abi/decode-error'
import { visibleText } from '@/lib/core/chain/visible-text'
import type { ErrorFact } from '@/lib/core/error/base-error'
import { describeSafeError } from '@/lib/core/safe/describe-safe-error'
import { describeTimelockError } from '@/lib/core/timelock/describe-timelock-error'
import type { TracedBytes } from './call-frame'

/** Revert data in words. `name` is the contract's own: `Panic`, `GS013`, `InvalidInitialization`. */
export type RevertDescription = {
  readonly name?: string | undefined
  readonly message: string
  readonly facts: readonly ErrorFact[]
}

export type DescribeRevertParameters = {
  readonly data: TracedBytes
  /** The node's word for how the call failed. */
  readonly error: string
  /** Of the contract that failed. */
  readonly abi: Abi
  /** Of whatever else is around: a contract may pass on what another said. */
  readonly others: Abi
}

/** Puts what a failed call returned into words: panics, codes of the Safe, refusals of a timelock, errors of any ABI. */
export function describeRevert(parameters: DescribeRevertParameters): RevertDescription {
  const { data, error, abi, others } = parameters
  if (data.size === 0) return { message: describeSilence(error), facts: [] }
  const decoded = decode([...abi, ...commonErrorsAbi], data) ?? decode(others, data)
  if (decoded?.name === 'Panic') return describePanic(decoded.args[0])
  const text = decoded?.name === 'Error' ? String(decoded.args[0]) : undefined
  const code = text && describeSafeError(text)
  if (text && code) return { name: text, message: code, facts: [] }
  const refused = describeTimelockError(data.data)
  if (refused && (text !== undefined || !generic.has(refused.name))) return refused
  if (decoded) return { name: decoded.name, message: inWords(decoded), facts: [] }
  const bytes = visibleText(data.data, { maxLength: 138 })
  return {
    message: 'It reverted with data that no ABI at hand explains.',
    facts: [['Data', bytes]],
  }
}

/** Any contract may say these; a timelock says them of the calls of an operation. */
const generic = new Set(['FailedCall', 'FailedInnerCall', 'Panic'])

type Decoded = {
  readonly name: string
  readonly args: readonly unknown[]
  readonly names: string[]
}

function decode(abi: Abi, { data, size }: TracedBytes): Decoded | undefined {
  if (data.length !== 2 + size * 2) return undefined
  const decoded = decodeError(abi, data)
  if (!decoded) return undefined
  const { errorName, args, abiItem } = decoded
  const inputs = 'inputs' in abiItem ? abiItem.inputs : []
  const names = inputs.map((input: { name?: string | undefined }) => input.name ?? '')
  return { name: errorName, args: (args ?? []) as readonly unknown[], names }
}

function inWords({ name, args, names }: Decoded): string {
  if (name === 'Error') return visibleText(String(args[0]))
  const values = args.map((value, index) => {
    const text = visibleText(show(value), { maxLength: 120 })
    return names[index] ? `${names[index]} ${text}` : text
  })
  return visibleText(`${name}(${values.join(', ')})`)
}

function show(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(show).join(', ')}]`
  if (typeof value !== 'object' || value === null) return String(value)
  return `(${Object.values(value).map(show).join(', ')})`
}

/** @see https://docs.soliditylang.org/en/latest/control-structures.html#panic-via-assert-and-error-via-require */
const panics: Readonly<Record<string, string>> = {
  '0x1': 'An assertion failed.',
  '0x11': 'A number overflowed or underflowed.',
  '0x12': 'Something was divided by zero.',
  '0x21': 'A number is no member of the enum.',
  '0x22': 'A string or bytes in storage is encoded wrongly.',
  '0x31': 'An empty array was popped.',
  '0x32': 'An index lies beyond the end of the array.',
  '0x41': 'Too much memory was asked for.',
  '0x51': 'A function pointer was called that was never set.',
}

function describePanic(code: unknown): RevertDescription {
  const hex = typeof code === 'bigint' ? `0x${code.toString(16)}` : ''
  const message = panics[hex] ?? 'The contract ran into a panic.'
  return { name: 'Panic', message, facts: [['Code', hex]] }
}

function describeSilence(error: string): string {
  if (/out ?of ?gas/i.test(error)) return 'It ran out of gas.'
  if (/invalid ?(opcode|fe)|opcode ?not ?found|not ?activated/i.test(error)) {
    return 'It ran into an instruction that does not exist.'
  }
  if (/stack/i.test(error)) return 'It called too deep or overflowed the stack.'
  if (/funds|balance/i.test(error)) return 'There was not enough ether to send.'
  if (/static|state ?change/i.test(error)) return 'It tried to write within a call that may not.'
  return 'It reverted without saying why.'
}
