import { type Client, type Hash, numberToHex } from 'viem'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { etherTransfers } from '@/lib/core/simulation/ether-transfers'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import type { ExecutedTransaction } from '@/lib/core/simulation/simulation'
import { ForkError } from './fork-errors'
import type { ForkLimits } from './forks'
import {
  asObject,
  listOf,
  parseCallTrace,
  parseLog,
  readAddress,
  readHex,
  readQuantity,
} from './parse-call-trace'
import { parseStateDiff } from './parse-state-diff'

export type Ask = (method: string, params: readonly unknown[]) => Promise<unknown>

/** A transaction that was mined, as far as the node tells. */
export type MinedTransaction = {
  readonly block: Block
  readonly transaction: ExecutedTransaction
  /** What it changed; known only where the node traces. */
  readonly diff: Known<RawStateDiff>
}

/** Asks a node anything, in our own errors. */
export function askNode(client: Client): Ask {
  return async (method, params) => {
    try {
      // Methods that viem has no types for.
      return await client.request({ method, params } as never)
    } catch (cause) {
      const [said = ''] = cause instanceof Error ? cause.message.split('\n') : [String(cause)]
      throw new ForkError(`The node did not answer ${method}.`, said, cause)
    }
  }
}

/**
 * Reads what a mined transaction did: its receipt, and where the node offers `debug_traceTransaction` its calls and every
 * change of state.
 *
 * @throws ForkError where there is no receipt or it is nonsense; that a trace cannot be had is told in the result.
 */
export async function readExecuted(
  client: Client,
  { hash, limits: { frames: most, bytes } }: { hash: Hash; limits: ForkLimits },
): Promise<MinedTransaction> {
  const ask = askNode(client)
  const receipt = asObject(await ask('eth_getTransactionReceipt', [hash]))
  const number = readQuantity(receipt.blockNumber)
  const wire = asObject(await ask('eth_getBlockByNumber', [numberToHex(number), false]))
  const block = {
    number,
    hash: readHex(receipt.blockHash, 66),
    timestamp: readQuantity(wire.timestamp),
  }
  if (readHex(wire.hash, 66) !== block.hash) {
    throw new ForkError('The block of the transaction is another one now.', '')
  }
  const logs = listOf(receipt.logs).map((log) => parseLog(log, bytes))
  const frames = await attempt(async () => {
    const options = { tracer: 'callTracer', tracerConfig: { withLog: true } }
    const trace = await ask('debug_traceTransaction', [hash, options])
    const parsed = parseCallTrace({ trace, frames: most, bytes })
    if (parsed.logs.length === logs.length) return parsed.frames
    throw new ForkError(`It has ${logs.length} events, its trace ${parsed.logs.length}.`, '')
  })
  const diff = await attempt(async () => {
    const options = { tracer: 'prestateTracer', tracerConfig: { diffMode: true } }
    return parseStateDiff(await ask('debug_traceTransaction', [hash, options]))
  })
  const transaction: ExecutedTransaction = {
    from: readAddress(receipt.from),
    to: readAddress(receipt.to),
    succeeded: readQuantity(receipt.status) === 1n,
    gasUsed: readQuantity(receipt.gasUsed),
    logs,
    transfers: frames.known ? etherTransfers(frames.value) : [],
    frames,
  }
  return { block, transaction, diff }
}

async function attempt<T>(read: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await read() }
  } catch (error) {
    if (!(error instanceof BaseError)) throw error
    const said = error.facts.map(([, value]) => value).join(', ')
    return { known: false, reason: said ? `${error.shortMessage} ${said}` : error.shortMessage }
  }
}
