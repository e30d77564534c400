import { type Address, getAddress, type Hex, isAddress, isHex } from 'viem'
import type {
  CallFrame,
  CallKind,
  SimulatedLog,
  TracedBytes,
} from '@/lib/core/simulation/call-frame'
import { ForkError } from './fork-errors'

export type ParseCallTraceParameters = {
  /** What `callTracer` answered. */
  readonly trace: unknown
  /** Calls at most, and bytes that are kept of each. */
  readonly frames: number
  readonly bytes: number
}

export type ParsedCallTrace = {
  readonly frames: readonly CallFrame[]
  /** Events of calls that were not undone, call by call. */
  readonly logs: readonly SimulatedLog[]
}

/**
 * Reads what `callTracer` answered into a list, each call before those it makes.
 *
 * @throws ForkError where it is no trace, or of more calls than allowed.
 */
export function parseCallTrace(parameters: ParseCallTraceParameters): ParsedCallTrace {
  const { trace, frames: maximum, bytes } = parameters
  const frames: CallFrame[] = []
  const logs: SimulatedLog[] = []
  const waiting: Position[] = [{ node: trace, depth: 0, parent: undefined }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (frames.length >= maximum) {
      throw new ForkError(`The trace has more than ${maximum} calls.`, '')
    }
    const node = asObject(next.node)
    const frame = readFrame(node, next, bytes)
    frames.push(frame)
    if (!frame.undone) logs.push(...listOf(node.logs).map((log) => parseLog(log, bytes)))
    const calls = listOf(node.calls)
    for (let at = calls.length - 1; at >= 0; at--) {
      waiting.push({ node: calls[at], depth: next.depth + 1, parent: frame })
    }
  }
  return { frames, logs }
}

type Position = {
  readonly node: unknown
  readonly depth: number
  readonly parent: CallFrame | undefined
}

const kinds: readonly CallKind[] = [
  'CALL',
  'CALLCODE',
  'DELEGATECALL',
  'STATICCALL',
  'CREATE',
  'CREATE2',
  'SELFDESTRUCT',
]

function readFrame(
  node: Record<string, unknown>,
  { depth, parent }: Position,
  bytes: number,
): CallFrame {
  const kind = kinds.find((one) => one === node.type)
  if (!kind) throw nonsense('type of a call', node.type)
  const to = node.to === undefined || node.to === null ? undefined : readAddress(node.to)
  const error = node.error === undefined ? undefined : String(node.error).slice(0, 200)
  const sharesStorage = kind === 'DELEGATECALL' || kind === 'CALLCODE' || kind === 'SELFDESTRUCT'
  return {
    depth,
    kind,
    from: readAddress(node.from),
    to,
    context: sharesStorage ? parent?.context : to,
    value: kind === 'DELEGATECALL' ? 0n : readQuantity(node.value ?? '0x0'),
    gasUsed: readQuantity(node.gasUsed ?? '0x0'),
    input: readBytes(node.input, bytes),
    output: readBytes(node.output, bytes),
    ...(error === undefined ? {} : { error }),
    undone: error !== undefined || parent?.undone === true,
  }
}

/** An event as `eth_getTransactionReceipt` and `eth_simulateV1` have it. @throws ForkError */
export function parseLog(log: unknown, bytes: number): SimulatedLog {
  const { address, topics, data } = asObject(log)
  return {
    address: readAddress(address),
    topics: listOf(topics).map((topic) => readHex(topic, 66)),
    data: readBytes(data, bytes),
  }
}

/** The first bytes of some. @throws ForkError */
export function readBytes(value: unknown, maximum: number): TracedBytes {
  if (value === undefined || value === null) return { data: '0x', size: 0 }
  if (!isHex(value, { strict: true }) || value.length % 2 !== 0) throw nonsense('bytes', value)
  return { data: value.slice(0, 2 + maximum * 2) as Hex, size: (value.length - 2) / 2 }
}

/** Tracers write nonces as plain numbers. @throws ForkError */
export function readQuantity(value: unknown): bigint {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return BigInt(value)
  if (!isHex(value, { strict: true }) || value.length > 66) throw nonsense('a number', value)
  return value === '0x' ? 0n : BigInt(value)
}

/** Addresses as they were told, and with their checksums: a hash each, and a replay reads few of them very often. */
const checksummed = new Map<string, Address>()
const mostChecksummed = 20_000

/** @throws ForkError */
export function readAddress(value: unknown): Address {
  if (typeof value !== 'string') throw nonsense('an address', value)
  const known = checksummed.get(value)
  if (known) return known
  if (!isAddress(value, { strict: false })) throw nonsense('an address', value)
  const address = getAddress(value)
  if (checksummed.size >= mostChecksummed) checksummed.clear()
  checksummed.set(value, address)
  return address
}

/** @throws ForkError */
export function readHex(value: unknown, length: number): Hex {
  if (!isHex(value, { strict: true }) || value.length !== length) throw nonsense('a word', value)
  return value.toLowerCase() as Hex
}

/** @throws ForkError */
export function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw nonsense('an object', value)
  }
  return value as Record<string, unknown>
}

/** @throws ForkError */
export function listOf(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (!Array.isArray(value)) throw nonsense('a list', value)
  return value
}

function nonsense(wanted: string, got: unknown): ForkError {
  const said = typeof got === 'string' ? got : (JSON.stringify(got) ?? 'nothing')
  return new ForkError(`Something else than ${wanted} was answered.`, said.slice(0, 200))
}
