import {
  type Address,
  type Client,
  getAddress,
  type Hex,
  isAddress,
  isHex,
  numberToHex,
} from 'viem'
import type { Call } from '@/lib/core/chain/call'

/** Where a call broke, and with what data: empty where the code gave no reason. */
export type TracedRevert = { readonly at: Address; readonly data: Hex }

type Ask = (args: { method: string; params: unknown[] }) => Promise<unknown>

/** Calls within calls beyond this are not followed. */
const mostDepth = 1_024

/**
 * Finds the innermost call that made a call revert: timelocks before 5.0 keep its reason to themselves.
 *
 * @param parameters.from In whose name the call is tried.
 * @returns undefined where nothing reverts.
 * @throws What the node answers where it does not trace.
 */
export async function traceRevert(
  client: Client,
  parameters: { from: Address; call: Call; blockNumber: bigint },
): Promise<TracedRevert | undefined> {
  const { from, call, blockNumber } = parameters
  const transaction = { from, to: call.target, data: call.data, value: numberToHex(call.value) }
  const ask = client.request as Ask
  const answer = await ask({
    method: 'debug_traceCall',
    params: [transaction, numberToHex(blockNumber), { tracer: 'callTracer' }],
  })
  let found: Frame | undefined
  for (let depth = 0, next = failing(answer); next && depth < mostDepth; depth += 1) {
    found = next
    // The last of several is the one after which nothing else was done.
    next = Array.isArray(next.calls) ? failing(next.calls.findLast(failing)) : undefined
  }
  if (typeof found?.to !== 'string' || !isAddress(found.to, { strict: false })) return undefined
  return { at: getAddress(found.to), data: isHex(found.output) ? found.output : '0x' }
}

type Frame = Readonly<Record<string, unknown>>

function failing(frame: unknown): Frame | undefined {
  if (typeof frame !== 'object' || frame === null || !('error' in frame)) return undefined
  return frame.error === undefined ? undefined : (frame as Frame)
}
