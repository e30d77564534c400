import { type Hash, type Hex, isHex, numberToHex } from 'viem'
import type { Known } from '@/lib/core/chain/snapshot'
import type { HistoricTransaction } from '@/lib/core/replay/historic-transaction'
import type { Prestate } from '@/lib/core/replay/prestate'
import { receiptMismatch } from '@/lib/core/replay/receipt-mismatch'
import type { ReplayRun } from '@/lib/core/replay/replay-run'
import type { RawStateDiff } from '@/lib/core/simulation/raw-state-diff'
import { type AskedNode, askAll } from './ask-all'
import { asObject } from './parse-call-trace'
import { parsePrestate } from './parse-prestate'
import { parseReplayRun } from './parse-replay-run'
import { parseStateDiff } from './parse-state-diff'
import { read, resultOf } from './read-answer'
import type { HistoricState } from './read-history'
import { traceCalls } from './trace-call'

export type ReadByCallsParameters = {
  /** The transactions of one block from its first on, as far as they are needed. */
  readonly transactions: readonly HistoricTransaction[]
  readonly wanted: ReadonlySet<Hash>
  /** The parent block, as the node calls it. */
  readonly at: string
}

/** More in one block are not run for the sake of one. */
const mostTransactions = 400

/** Calls of one transaction that are read. */
const mostFrames = 20_000

/**
 * Finds out what transactions of a block found where the node traces no transactions, only calls: each is run on the parent
 * block, and once more upon what those before it changed where that meets what it looked at. Each of those has to come to
 * its receipt, or nothing behind it is known.
 *
 * @throws the reason of the signal
 */
export async function readByCalls(
  node: AskedNode,
  { transactions, wanted, at }: ReadByCallsParameters,
): Promise<ReadonlyMap<Hash, Known<Omit<HistoricState, 'way'>>>> {
  const found = new Map<Hash, Known<Omit<HistoricState, 'way'>>>()
  const fail = (reason: string) => {
    for (const { hash } of transactions) {
      if (wanted.has(hash) && !found.has(hash)) found.set(hash, { known: false, reason })
    }
    return found
  }
  if (transactions.length > mostTransactions) {
    return fail(`${transactions.length} transactions of its block would have to be run`)
  }
  const alone = await traceAll(node, transactions, { changes: new Map(), at })
  const changes: Changes = new Map()
  const diffs: RawStateDiff[] = []
  for (const [index, transaction] of transactions.entries()) {
    const { hash, receipt } = transaction
    let told = alone[index]
    if (told?.known && meets(told.value.prestate, { changes, transaction })) {
      ;[told] = await traceAll(node, [transaction], { changes, at })
    }
    if (!told?.known) return fail(told?.reason ?? 'it was not traced')
    const { run, diff, codes } = told.value
    if (!holds(told.value.prestate, { changes, transaction })) {
      return fail('the node does not put another state into a call')
    }
    if (wanted.has(hash)) {
      const prestate = upon(told.value.prestate, changes)
      const block = { kind: 'changed', transactions: diffs } as const
      found.set(hash, {
        known: true,
        value: { transaction, prestate, block, codes: codesIn(changes) },
      })
    }
    const mismatch = receiptMismatch(run, receipt)
    if (mismatch) return fail(`transaction ${index} of its block is another one here: ${mismatch}`)
    diffs.push(diff)
    apply(changes, diff, codes)
  }
  return found
}

/** What earlier transactions of the block left, by address in lower case. */
type Changes = Map<string, AccountChanges>
type AccountChanges = {
  readonly balance?: bigint | undefined
  readonly nonce?: bigint | undefined
  readonly code?: Hex | undefined
  readonly words: Map<Hash, Hash>
}

type Told = {
  readonly prestate: Prestate
  readonly run: ReplayRun
  readonly diff: RawStateDiff
  /** What stands where code changed. */
  readonly codes: ReadonlyMap<string, Hex>
}

async function traceAll(
  node: AskedNode,
  transactions: readonly HistoricTransaction[],
  { changes, at }: { changes: Changes; at: string },
): Promise<Known<Told>[]> {
  const stateOverrides = overridesOf(changes)
  const answers = await askAll(
    node,
    transactions.flatMap((transaction) =>
      traceCalls(['seen', 'calls', 'changed'], { transaction, stateOverrides, at }),
    ),
  )
  return transactions.map((transaction, index) => {
    const [seen, trace, changed] = answers.slice(3 * index, 3 * index + 3)
    return read(seen, (one) => {
      const diff = resultOf(changed)
      const parts = { trace: resultOf(trace), diff, transaction, frames: mostFrames }
      const prestate = parsePrestate(one)
      return {
        prestate,
        run: parseReplayRun(parts),
        diff: parseStateDiff(diff),
        codes: codesOf(diff),
      }
    })
  })
}

function codesOf(diff: unknown): ReadonlyMap<string, Hex> {
  const posts = Object.entries(asObject(asObject(diff).post))
  return new Map(
    posts.flatMap(([key, account]): [string, Hex][] => {
      const { code } = asObject(account)
      return isHex(code) ? [[key.toLowerCase(), code]] : []
    }),
  )
}

type Met = { readonly changes: Changes; readonly transaction: HistoricTransaction }

/** Whether a transaction looked at what others had changed. What they paid its block is put right without running it again. */
function meets(prestate: Prestate, { changes, transaction }: Met): boolean {
  const coinbase = transaction.block.coinbase.toLowerCase()
  return [...prestate].some(([key, { storage }]) => {
    const change = changes.get(key)
    if (!change) return false
    const { balance, nonce, code, words } = change
    if (code !== undefined || nonce !== undefined) return true
    if (balance !== undefined && key !== coinbase) return true
    return [...storage.keys()].some((slot) => words.has(slot))
  })
}

/** Whether it found what others had changed. There are nodes that leave out what they do not know. */
function holds(prestate: Prestate, { changes, transaction }: Met): boolean {
  const coinbase = transaction.block.coinbase.toLowerCase()
  return [...prestate].every(([key, { balance, storage }]) => {
    const change = changes.get(key)
    if (!change) return true
    const isPaid = change.balance === undefined || key === coinbase || change.balance === balance
    return isPaid && [...storage].every(([slot, word]) => (change.words.get(slot) ?? word) === word)
  })
}

function upon(prestate: Prestate, changes: Changes): Prestate {
  return new Map(
    [...prestate].map(([key, account]) => {
      const { balance = account.balance, nonce = account.nonce } = changes.get(key) ?? {}
      return [key, { ...account, balance, nonce }]
    }),
  )
}

function apply(changes: Changes, diff: RawStateDiff, codes: ReadonlyMap<string, Hex>): void {
  for (const [key, { balance, nonce, codeHash, storage }] of diff) {
    const before: AccountChanges = changes.get(key) ?? { words: new Map() }
    for (const [slot, { after }] of storage) before.words.set(slot, after)
    changes.set(key, {
      balance: balance?.after ?? before.balance,
      nonce: nonce?.after ?? before.nonce,
      code: codeHash ? (codes.get(key) ?? '0x') : before.code,
      words: before.words,
    })
  }
}

function codesIn(changes: Changes): ReadonlyMap<string, Hex> {
  return new Map(
    [...changes].flatMap(([key, { code }]): [string, Hex][] => (code ? [[key, code]] : [])),
  )
}

function overridesOf(changes: Changes): object {
  const accounts = [...changes].map(([key, { balance, nonce, code, words }]) => [
    key,
    {
      ...(balance === undefined ? {} : { balance: numberToHex(balance) }),
      ...(nonce === undefined ? {} : { nonce: numberToHex(nonce) }),
      ...(code === undefined ? {} : { code }),
      ...(words.size > 0 ? { stateDiff: Object.fromEntries(words) } : {}),
    },
  ])
  return Object.fromEntries(accounts)
}
