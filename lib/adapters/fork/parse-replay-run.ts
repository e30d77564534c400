import { type Hex, isHex } from 'viem'
import type { HistoricTransaction, WholeLog } from '@/lib/core/replay/historic-transaction'
import type { ReplayRun } from '@/lib/core/replay/replay-run'
import type { AccountDiff, Change, RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { ForkError } from './fork-errors'
import {
  asObject,
  listOf,
  parseCallTrace,
  readAddress,
  readHex,
  readQuantity,
} from './parse-call-trace'
import { parseStateDiff } from './parse-state-diff'

export type ParseReplayRunParameters = {
  /** What `callTracer` answered, with its events. */
  readonly trace: unknown
  /** What `prestateTracer` answered in its mode of differences. */
  readonly diff: unknown
  readonly transaction: Pick<HistoricTransaction, 'from' | 'gasPrice' | 'block'>
  /** Calls at most. */
  readonly frames: number
}

/** Of the calls only where they go is needed, and the selector. */
const keptBytes = 4

/**
 * Reads what two tracers answered of one run.
 *
 * @throws ForkError where it is nothing of the kind, or of more calls than allowed.
 */
export function parseReplayRun(parameters: ParseReplayRunParameters): ReplayRun {
  const { trace, diff, transaction, frames: maximum } = parameters
  const { frames } = parseCallTrace({ trace, frames: maximum, bytes: keptBytes })
  const { error, gasUsed, output } = asObject(trace)
  const used = readQuantity(gasUsed)
  const told = output === undefined || output === null ? '0x' : output
  if (!isHex(told, { strict: true }))
    throw new ForkError('Something else than bytes was answered.', '')
  return {
    succeeded: error === undefined,
    gasUsed: used,
    output: told,
    ...(error === undefined ? {} : { error: String(error).slice(0, 200) }),
    logs: error === undefined ? readLogs(trace) : [],
    frames,
    diff: withoutFees(parseStateDiff(diff), { ...transaction, gasUsed: used }),
  }
}

/** In the order in which they were emitted: each tells how many calls were made before it. */
function readLogs(trace: unknown): WholeLog[] {
  const { calls, logs, error } = asObject(trace)
  if (error !== undefined) return []
  const inner = listOf(calls)
  const own = listOf(logs).map(asObject)
  const emitted: WholeLog[] = []
  for (let at = 0; at <= inner.length; at++) {
    for (const log of own) if (Number(log.position ?? 0) === at) emitted.push(parseWholeLog(log))
    if (at < inner.length) emitted.push(...readLogs(inner[at]))
  }
  return emitted
}

/** An event with all of its bytes. @throws ForkError */
export function parseWholeLog(log: unknown): WholeLog {
  const { address, topics, data } = asObject(log)
  const bytes = data ?? '0x'
  if (!isHex(bytes, { strict: true }))
    throw new ForkError('Something else than bytes was answered.', '')
  return {
    address: readAddress(address),
    topics: listOf(topics).map((topic) => readHex(topic, 66)),
    data: bytes as Hex,
  }
}

type Fees = Pick<HistoricTransaction, 'from' | 'gasPrice' | 'block'> & { readonly gasUsed: bigint }

/** Other gas costs other fees: that is told by the gas. */
function withoutFees(diff: RawStateDiff, { from, gasPrice, block, gasUsed }: Fees): RawStateDiff {
  const kept = new Map(diff)
  const correct = (address: string, amount: bigint) => {
    const key = address.toLowerCase()
    const account = kept.get(key)
    if (!account?.balance || amount === 0n) return
    const { before, after } = account.balance
    const left: AccountDiff = { ...account, balance: changed(before, after + amount) }
    if (left.balance || left.nonce || left.codeHash || left.storage.size > 0) kept.set(key, left)
    else kept.delete(key)
  }
  correct(from, gasUsed * gasPrice)
  correct(block.coinbase, -gasUsed * (gasPrice - block.baseFee))
  return kept
}

function changed(before: bigint, after: bigint): Change<bigint> | undefined {
  return before === after ? undefined : { before, after }
}
