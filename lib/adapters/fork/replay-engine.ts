import { type Hash, type Hex, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { Prestate } from '@/lib/core/replay/prestate'
import type { ReplayRun } from '@/lib/core/replay/replay-run'
import { type AskedNode, askAll } from './ask-all'
import { parsePrestate } from './parse-prestate'
import { parseReplayRun } from './parse-replay-run'
import { read } from './read-answer'
import type { BatchAnswer, BatchRequest } from './request-batch'
import { traceCalls } from './trace-call'

/** A transaction and the world it is to be run in: all of it, nothing else is there. */
export type ReplaySide = {
  readonly transaction: HistoricTransaction
  readonly prestate: Prestate
  /** Code of accounts that have another one than the scratch chain, by address in lower case. */
  readonly codes: ReadonlyMap<string, Hex>
  /** Words that are changed for this run, by address in lower case. */
  readonly words: ReadonlyMap<string, ReadonlyMap<Hash, Hash>>
  /** Whether to tell what it looked at. */
  readonly wantsSeen: boolean
}

export type ReplayedSide = { readonly run: ReplayRun; readonly seen: Prestate }

/** Calls of one transaction that are read. */
const mostFrames = 20_000

/**
 * Runs transactions, each by itself, on a scratch chain that forgets them again.
 *
 * @returns one for each side, in their order; what could not be run or read is told with its reason.
 * @throws the reason of the signal
 */
export async function runSides(
  scratch: AskedNode,
  sides: readonly ReplaySide[],
): Promise<Known<ReplayedSide>[]> {
  const requests = sides.map(requestsOf)
  const answers = await askAll(
    scratch,
    requests.flatMap(({ traces }) => traces),
  )
  let next = 0
  const traced = sides.map(({ wantsSeen }): Traced => {
    const [trace, diff, seen] = answers.slice(next, next + (wantsSeen ? 3 : 2))
    next += wantsSeen ? 3 : 2
    return { trace, diff, seen }
  })
  // Code is most of what a difference weighs, and hardly anyone changes any.
  const changing = sides.flatMap((side, at) => (changesCode(side, traced[at]?.trace) ? [at] : []))
  const wholes = await askAll(
    scratch,
    changing.flatMap((at) => requests[at]?.whole() ?? []),
  )
  const whole = new Map(changing.map((at, place) => [at, wholes[place]]))
  return sides
    .map(({ transaction, wantsSeen }, at) => {
      const { trace, diff, seen } = traced[at] ?? {}
      return read(trace, (one) => {
        const told = read(whole.get(at) ?? diff, (two) =>
          parseReplayRun({ trace: one, diff: two, transaction, frames: mostFrames }),
        )
        const looked = wantsSeen ? read(seen, parsePrestate) : nothingSeen
        return both(told, looked)
      })
    })
    .map((one) => (one.known ? one.value : one))
}

type Traced = { readonly [Trace in 'trace' | 'diff' | 'seen']?: BatchAnswer | undefined }

/** Whether it may have left another code somewhere: it creates or ends contracts, or lends accounts their code. */
function changesCode({ transaction }: ReplaySide, trace: BatchAnswer | undefined): boolean {
  if (transaction.authorizationList) return true
  const waiting: unknown[] = [trace?.answered ? trace.result : undefined]
  for (let at = 0; at < waiting.length && at < mostFrames; at++) {
    const call = waiting[at]
    if (typeof call !== 'object' || call === null) continue
    const { type, calls } = call as { readonly type?: unknown; readonly calls?: unknown }
    if (type === 'CREATE' || type === 'CREATE2' || type === 'SELFDESTRUCT') return true
    if (Array.isArray(calls)) for (const inner of calls) waiting.push(inner)
  }
  return false
}

const nothingSeen: Known<Prestate> = { known: true, value: new Map() }

function both(run: Known<ReplayRun>, seen: Known<Prestate>): Known<ReplayedSide> {
  if (!run.known) return run
  return seen.known ? { known: true, value: { run: run.value, seen: seen.value } } : seen
}

function requestsOf(side: ReplaySide) {
  const things = ['calls', 'written', ...(side.wantsSeen ? (['seen'] as const) : [])] as const
  const { transaction } = side
  const parameters = { transaction, stateOverrides: overridesOf(side), at: 'latest' }
  return {
    traces: traceCalls(things, parameters),
    whole: (): BatchRequest[] => traceCalls(['changed'], parameters),
  }
}

function overridesOf({ prestate, codes, words }: ReplaySide): object {
  const accounts = [...prestate].map(([key, { balance, nonce, storage }]) => {
    const state = Object.fromEntries([...storage, ...(words.get(key) ?? [])])
    const code = codes.get(key)
    return [
      key,
      {
        balance: numberToHex(balance),
        nonce: numberToHex(nonce),
        state,
        ...(code ? { code } : {}),
      },
    ]
  })
  return Object.fromEntries(accounts)
}

/**
 * Puts code onto the scratch chain, once for all transactions.
 *
 * @throws the reason of the signal
 */
export async function placeCodes(
  scratch: AskedNode,
  codes: readonly (readonly [address: string, code: Hex])[],
): Promise<Known<void>> {
  const requests = codes.map(([address, code]) => ({
    method: 'anvil_setCode',
    params: `["${address}","${code}"]`,
  }))
  const answers = await askAll(scratch, requests)
  const refused = answers.find(({ answered }) => !answered)
  return refused && !refused.answered
    ? { known: false, reason: refused.reason }
    : { known: true, value: undefined }
}
