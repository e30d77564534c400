import {
  type Address,
  type Client,
  getAddress,
  type Hash,
  isAddress,
  isHash,
  isHex,
  numberToHex,
} from 'viem'
import type { Call } from '@/lib/core/chain/call'

/** A call that was made and not undone, with who made it. */
export type TracedCall = Call & { readonly from: Address }

/** More calls in one transaction are not followed: they are made to tire whoever follows them. */
const mostCalls = 200_000

type Ask = (args: { method: string; params: unknown[] }) => Promise<unknown>

const tracer = { tracer: 'callTracer' } as const

/**
 * The calls of a mined transaction, in the order in which they began: also those that its input does not show. What was
 * undone by a revert is left out, and so are calls that cannot change anything.
 *
 * @throws What the node answers where it does not trace, and Error where it answers nonsense.
 */
export async function traceTransactionCalls(
  client: Pick<Client, 'request'>,
  { transactionHash }: { transactionHash: Hash },
): Promise<TracedCall[]> {
  const ask = client.request as Ask
  const method = 'debug_traceTransaction'
  return readTrace(await ask({ method, params: [transactionHash, tracer] }))
}

/** As `traceTransactionCalls`, for every transaction of a block, in their order. */
export async function traceBlockCalls(
  client: Client,
  { blockNumber }: { blockNumber: bigint },
): Promise<{ transactionHash: Hash; calls: TracedCall[] }[]> {
  const ask = client.request as Ask
  const method = 'debug_traceBlockByNumber'
  const answer = await ask({ method, params: [numberToHex(blockNumber), tracer] })
  if (!Array.isArray(answer)) throw new Error('A trace of a block is a list.')
  return answer.map((each: unknown) => {
    const { txHash, result } = asObject(each)
    if (typeof txHash !== 'string' || !isHash(txHash))
      throw new Error('A trace without its transaction.')
    return { transactionHash: txHash, calls: readTrace(result) }
  })
}

/** Reads what `callTracer` answered, without recursion: calls nest as deep as their gas lets them. */
function readTrace(trace: unknown): TracedCall[] {
  const calls: TracedCall[] = []
  const waiting: unknown[] = [trace]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (calls.length > mostCalls) throw new Error(`The trace has more than ${mostCalls} calls.`)
    const frame = asObject(next)
    // A call that failed takes along everything it did.
    if (frame.error !== undefined) continue
    const call = frame.type === 'CALL' ? readCall(frame) : undefined
    if (call) calls.push(call)
    if (!Array.isArray(frame.calls)) continue
    for (let at = frame.calls.length - 1; at >= 0; at -= 1) waiting.push(frame.calls[at])
  }
  return calls
}

function readCall({ from, to, value, input }: Record<string, unknown>): TracedCall {
  if (typeof from !== 'string' || !isAddress(from, { strict: false })) throw nonsense('from', from)
  if (typeof to !== 'string' || !isAddress(to, { strict: false })) throw nonsense('to', to)
  if (!isHex(input)) throw nonsense('input', input)
  if (value !== undefined && !isHex(value)) throw nonsense('value', value)
  return {
    from: getAddress(from),
    target: getAddress(to),
    value: value === undefined ? 0n : BigInt(value),
    data: input,
  }
}

function asObject(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) throw nonsense('frame', value)
  return value as Record<string, unknown>
}

function nonsense(what: string, value: unknown): Error {
  return new Error(`A trace with the ${what} ${String(value).slice(0, 80)}.`)
}
