import type { Hash, Hex } from 'viem'
import type { AskedNode } from '@/lib/adapters/fork/ask-all'
import { type HistoricState, readHistory } from '@/lib/adapters/fork/read-history'
import { type ReplayedSide, type ReplaySide, runSides } from '@/lib/adapters/fork/replay-engine'
import type { Known } from '@/lib/core/chain/snapshot'
import { judgeRuns } from '@/lib/core/replay/judge-runs'
import { type NewWorld, newWorld } from '@/lib/core/replay/new-world'
import type { Prestate } from '@/lib/core/replay/prestate'
import type { ReplaySubject, TransactionPlace } from '@/lib/core/replay/replay'
import type { ReplayResult } from '@/lib/core/replay/replay-result'
import type { CodeShelf } from './code-shelf'
import { fillGaps, gapsOf } from './fill-gaps'

/** What single transactions are replayed with. */
export type ReplayTable = {
  readonly subject: ReplaySubject
  /** A node of the chain. */
  readonly node: AskedNode
  readonly scratch: AskedNode
  readonly shelf: CodeShelf
  /** Whether the node is better asked for whole blocks. */
  readonly tracesBlocks: boolean
}

/** How often new code may look at something else because of what it found. */
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
  const { subject, node, shelf, tracesBlocks } = table
  const history = await readHistory(node, places, { tracesBlocks })
  const results = new Map<Hash, ReplayResult>()
  const settle = (place: TransactionPlace, reason: string, index = 0) =>
    results.set(place.hash, withoutRun(place, { index, outcome: 'unknown', reason }))
  const runnable: Runnable[] = []
  for (const [at, place] of places.entries()) {
    const state = history[at]
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
    if (own?.known) return [{ ...one, codes: own.value }]
    settle(one.place, own?.reason ?? 'its code was not read', one.transaction.index)
    return []
  })
  for (const [one, runs] of await runBoth(table, ready)) {
    const { transaction, place } = one
    if (!runs.known) settle(place, runs.reason, transaction.index)
    else {
      const proxies = subject.replaced.map(({ proxy }) => proxy)
      results.set(place.hash, judgeRuns({ transaction, ...runs.value, proxies }))
    }
  }
  return places.flatMap(({ hash }) => results.get(hash) ?? [])
}

type Runnable = HistoricState & { readonly place: TransactionPlace; readonly world: NewWorld }
type Ready = Runnable & { readonly codes: ReadonlyMap<string, Hex> }
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

function userOf({
  transaction,
  prestate,
}: {
  transaction: HistoricState['transaction']
  prestate: Prestate
}) {
  return { hash: transaction.hash, blockNumber: transaction.block.number, prestate }
}

async function runBoth(
  table: ReplayTable,
  ready: readonly Ready[],
): Promise<ReadonlyMap<Ready, Known<Runs>>> {
  const { scratch } = table
  const sides = ready.flatMap((one): ReplaySide[] => [
    { ...one, words: new Map(), wantsSeen: false },
    sideOf(one, startOf(one)),
  ])
  const ran = await runSides(scratch, sides)
  const pairs = ready.map((one, at) => ({ one, old: ran[2 * at], now: ran[2 * at + 1] }))
  const done = new Map<Ready, Known<Runs>>()
  const waiting = pairs.flatMap(({ one, old, now }): Waiting[] => {
    if (!old?.known || !now?.known) {
      done.set(one, old && !old.known ? old : now && !now.known ? now : notRun)
      return []
    }
    return [{ one, old: old.value.run, world: startOf(one), now: now.value }]
  })
  await settleNew(table, waiting, done)
  return done
}

const notRun = { known: false, reason: 'it was not run' } as const

/** A run of the new code that may have missed something of its world. */
type Waiting = {
  readonly one: Ready
  readonly old: Runs['old']
  readonly world: State
  readonly now: ReplayedSide
}

async function settleNew(
  table: ReplayTable,
  first: readonly Waiting[],
  done: Map<Ready, Known<Runs>>,
): Promise<void> {
  const { node, scratch, shelf } = table
  let waiting = first
  for (let round = 0; waiting.length > 0; round++) {
    const missing = waiting.filter(({ one, old, world, now }) => {
      const words = one.world.words
      const seen = withoutWords(now.seen, words)
      if (gapsOf({ prestate: world.prestate, seen })) return true
      done.set(one, { known: true, value: { old, now: now.run } })
      return false
    })
    if (round === rounds) {
      const reason = `the new code looks at other places each time, after ${rounds} runs`
      for (const { one } of missing) done.set(one, { known: false, reason })
      return
    }
    const filled = await fillGaps(
      node,
      missing.map(({ one, world, now }) => ({
        blockNumber: one.transaction.block.number,
        index: one.transaction.index,
        prestate: world.prestate,
        block: one.block,
        seen: withoutWords(now.seen, one.world.words),
      })),
    )
    const full = missing.flatMap((each, at) => {
      const prestate = filled[at]
      if (prestate?.known) return [{ ...each, prestate: prestate.value }]
      done.set(each.one, prestate ?? notRun)
      return []
    })
    const codes = await shelf.place(full.map(({ one, prestate }) => userOf({ ...one, prestate })))
    const again = full.flatMap(({ prestate, ...each }, at) => {
      const own = codes[at]
      if (own?.known) return [{ ...each, world: { prestate, codes: own.value } }]
      done.set(each.one, own ?? notRun)
      return []
    })
    const ran = await runSides(
      scratch,
      again.map(({ one, world }) => sideOf(one, world)),
    )
    waiting = again.flatMap((each, at): Waiting[] => {
      const now = ran[at]
      if (now?.known) return [{ ...each, now: now.value }]
      done.set(each.one, now ?? notRun)
      return []
    })
  }
}

type State = Pick<Ready, 'prestate' | 'codes'>

/** What is known to begin with: all that the old code looked at, and the new code. */
function startOf({ prestate, world, codes }: Ready): State {
  return { prestate: new Map([...world.accounts, ...prestate]), codes }
}

function sideOf({ transaction, world }: Ready, state: State): ReplaySide {
  return { transaction, ...state, words: world.words, wantsSeen: true }
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
