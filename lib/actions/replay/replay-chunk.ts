import type { Hash, Hex } from 'viem'
import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import type { HistoricState } from '@/lib/adapters/fork/read-history'
import { type ReplayedSide, type ReplaySide, runSides } from '@/lib/adapters/fork/replay-engine'
import type { Known } from '@/lib/core/chain/snapshot'
import { judgeRuns } from '@/lib/core/replay/judge-runs'
import { type NewWorld, newWorld } from '@/lib/core/replay/new-world'
import type { Prestate } from '@/lib/core/replay/prestate'
import type { ReplaySubject, TransactionPlace } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { CodeShelf } from './code-shelf'
import { fillGaps, gapsOf } from './fill-gaps'
import { readStates, type StateReader } from './read-states'

/** What single transactions are replayed with; `node` is one of the chain. */
export type ReplayTable = StateReader & {
  readonly subject: ReplaySubject
  readonly scratch: AskedNode
  readonly shelf: CodeShelf
}

/** How often code may look at something else because of what it found. */
const rounds = 8

/**
 * Replays transactions, each on the state just before it: the old code on all that it looked at, the new code on that and
 * on what it looks at beside, fetched until nothing is missing.
 *
 * @returns one result for each, in their order.
 * @throws the reason of the signal
 */
export async function replayChunk(
  table: ReplayTable,
  places: readonly TransactionPlace[],
): Promise<ReplayResult[]> {
  const { subject, shelf } = table
  const states = await readStates(table, places)
  const results = new Map<Hash, ReplayResult>()
  const settle = (place: TransactionPlace, reason: string, index = 0) =>
    results.set(place.hash, withoutRun(place, { index, outcome: 'unknown', reason }))
  const runnable: Runnable[] = []
  for (const [at, place] of places.entries()) {
    const state = states[at]
    if (!state?.known) settle(place, state?.reason ?? 'it was not read')
    else {
      const world = newWorld(subject, state.value.prestate)
      if (world) runnable.push({ ...state.value, place, world })
      else results.set(place.hash, beforeCode(place, state.value))
    }
  }
  const codes = await shelf.place(runnable.map(userOf))
  const ready = runnable.flatMap((one, at): Ready[] => {
    const own = codes[at]
    if (own?.known) return [{ ...one, own: own.value }]
    settle(one.place, own?.reason ?? 'its code was not read', one.transaction.index)
    return []
  })
  for (const [one, runs] of await runBoth(table, ready)) {
    const { transaction, place, way } = one
    if (!runs.known) settle(place, runs.reason, transaction.index)
    else {
      const proxies = subject.replaced.map(({ proxy }) => proxy)
      results.set(place.hash, judgeRuns({ transaction, ...runs.value, way, proxies }))
    }
  }
  return places.flatMap(({ hash }) => results.get(hash) ?? [])
}

type Runnable = HistoricState & { readonly place: TransactionPlace; readonly world: NewWorld }
/** `own`: the codes that are others for it than those on the scratch chain. */
type Ready = Runnable & { readonly own: ReadonlyMap<string, Hex> }
type Runs = { readonly old: ReplayedSide['run']; readonly now: ReplayedSide['run'] }

function withoutRun(
  { hash, blockNumber }: TransactionPlace,
  told: Pick<ReplayResult, 'index' | 'outcome' | 'reason'>,
): ReplayResult {
  return { hash, blockNumber, ...told, state: 'exact', differences: [], leftOut: 0 }
}

function beforeCode(place: TransactionPlace, { transaction }: HistoricState): ReplayResult {
  const reason = 'the proxy was not there before it, or named no code yet'
  return withoutRun(place, { index: transaction.index, outcome: 'not run', reason })
}

function userOf({ transaction, prestate, codes, way }: Omit<HistoricState, 'block'>) {
  const told = way === 'trace' ? undefined : (codes ?? new Map<string, Hex>())
  return { hash: transaction.hash, blockNumber: transaction.block.number, prestate, codes: told }
}

async function runBoth(
  table: ReplayTable,
  ready: readonly Ready[],
): Promise<ReadonlyMap<Ready, Known<Runs>>> {
  const sides = ready.flatMap((one): Side[] => [
    // What the node traced is all that the old code looks at; what was put together from calls may not be.
    { one, words: new Map(), wantsSeen: one.way !== 'trace', ...oldState(one) },
    { one, words: one.world.words, wantsSeen: true, ...newState(one) },
  ])
  const ran = await runAll(table, sides)
  return new Map(
    ready.map((one, at): [Ready, Known<Runs>] => {
      const [old, now] = [ran.get(sides[2 * at]), ran.get(sides[2 * at + 1])]
      if (!old?.known) return [one, old ?? notRun]
      if (!now?.known) return [one, now ?? notRun]
      return [one, { known: true, value: { old: old.value, now: now.value } }]
    }),
  )
}

const notRun = { known: false, reason: 'it was not run' } as const

/** The world that a transaction is run in, as far as it is known. */
type State = { readonly prestate: Prestate; readonly codes: ReadonlyMap<string, Hex> }

/** A transaction with one of the codes. */
type Side = State & Pick<ReplaySide, 'words' | 'wantsSeen'> & { readonly one: Ready }

function oldState({ prestate, own }: Ready): State {
  return { prestate, codes: own }
}

/** What is known to begin with: all that the old code looked at, and the new code. */
function newState({ prestate, world, own }: Ready): State {
  return { prestate: new Map([...world.accounts, ...prestate]), codes: own }
}

/** Runs each until it looks at nothing that was not there. */
async function runAll(
  { node, scratch, shelf }: ReplayTable,
  sides: readonly Side[],
): Promise<ReadonlyMap<Side | undefined, Known<ReplayedSide['run']>>> {
  const done = new Map<Side | undefined, Known<ReplayedSide['run']>>()
  let waiting = sides.map((side) => ({ side, state: side as State }))
  for (let round = 0; waiting.length > 0; round++) {
    const ran = await runSides(
      scratch,
      waiting.map(({ side, state }) => sideOf(side, state)),
    )
    const missing = waiting.flatMap(({ side, state }, at) => {
      const told = ran[at]
      if (!told?.known) {
        done.set(side, told ?? notRun)
        return []
      }
      const { run } = told.value
      const seen = withoutWords(told.value.seen, side.words)
      if (gapsOf({ prestate: state.prestate, seen })) return [{ side, state, seen }]
      const isOurs =
        side.one.way !== 'trace' && [...seen.keys()].some((key) => writtenByBlock.has(key))
      done.set(side, isOurs ? { known: false, reason: blockReason } : { known: true, value: run })
      return []
    })
    if (round === rounds) {
      const reason = `the code looks at other places each time, after ${rounds} runs`
      for (const { side } of missing) done.set(side, { known: false, reason })
      return done
    }
    const filled = await fillGaps(
      node,
      missing.map(({ side: { one }, state, seen }) => ({
        blockNumber: one.transaction.block.number,
        index: one.transaction.index,
        prestate: state.prestate,
        block: one.block,
        seen,
      })),
    )
    const full = missing.flatMap(({ side }, at) => {
      const prestate = filled[at]
      if (prestate?.known) return [{ side, prestate: prestate.value }]
      done.set(side, prestate ?? notRun)
      return []
    })
    const codes = await shelf.place(
      full.map(({ side, prestate }) => userOf({ ...side.one, prestate })),
    )
    waiting = full.flatMap(({ side, prestate }, at) => {
      const own = codes[at]
      if (own?.known) return [{ side, state: { prestate, codes: own.value } }]
      done.set(side, own ?? notRun)
      return []
    })
  }
  return done
}

/** Contracts that the chain itself writes before the first transaction of a block (EIP-4788, EIP-2935). */
const writtenByBlock = new Set([
  '0x000f3df6d732807ef1319fb7b8bb8522d0beac02',
  '0x0000f90827f1c53a10cb7a02335b175320002935',
])

const blockReason = 'it looks at what the chain writes at the beginning of a block'

function sideOf({ one, words, wantsSeen }: Side, { prestate, codes }: State): ReplaySide {
  return { transaction: one.transaction, prestate, codes, words, wantsSeen }
}

/** Words that were chosen are no gaps. */
function withoutWords(seen: Prestate, words: NewWorld['words']): Prestate {
  return new Map(
    [...seen].map(([key, account]) => {
      const chosen = words.get(key)
      if (!chosen) return [key, account]
      const storage = new Map([...account.storage].filter(([slot]) => !chosen.has(slot)))
      return [key, { ...account, storage }]
    }),
  )
}
