import { availableParallelism, loadavg } from 'node:os'
import { type SQL, sql } from 'drizzle-orm'
import { createPublicClient, http, numberToHex, parseEventLogs, zeroHash } from 'viem'
import { getLogs } from 'viem/actions'
import type { Bench } from '@/bench/comparison'
import { type BusyTimelock, busyTimelock } from '@/bench/index/busy-timelock'
import { processorTime } from '@/bench/index/processor-time'
import { startAnvil } from '@/demo/chain/start-anvil'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { forgetTimelock } from '@/lib/adapters/store/forget-timelock'
import { countOperations, listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { startPostgres } from '@/test/postgres'

const chainId = 31_337
const events = Number(process.env.SUTURE_BENCH_EVENTS ?? 100_000)
const rounds = Number(process.env.SUTURE_BENCH_ROUNDS ?? 3)
/** Rounds before them, of which no time is counted: programs are slow when they begin, and an indexer runs for months. */
const warmingUp = 1

/** What is written of an operation counts for its events: many small ones, and few with hundreds of calls in one transaction. */
const shapes = process.env.SUTURE_BENCH_CALLS ? [Number(process.env.SUTURE_BENCH_CALLS)] : [4, 500]

/** Calls that wait at one time: of a real timelock few, and never all. */
const waiting = Number(process.env.SUTURE_BENCH_WAITING ?? 800)

/** Of one answer. Suture's own learns from what it is given; viem takes no more than 10 MiB. */
const eventsOf = { raw: 20_000, viem: 4_000 }

export const bench: Bench = {
  run: async () => {
    const anvil = await startAnvil({ chainId })
    const postgres = await startPostgres()
    const store = await openStore({ databaseUrl: postgres?.databaseUrl })
    try {
      const pids = { node: anvil.pid, database: postgres?.pid }
      for (const calls of shapes) await compare({ store, rpcUrl: anvil.rpcUrl, pids }, calls)
    } finally {
      await store.close()
      await postgres?.stop()
      await anvil.stop()
    }
  },
}

type Machines = { readonly store: Store; readonly rpcUrl: string; readonly pids: Pids }

/** One timelock whose batches have so many calls. */
async function compare({ store, rpcUrl, pids }: Machines, calls: number): Promise<void> {
  const batches = Math.max(1, Math.round(waiting / calls))
  const timelock = await busyTimelock(rpcUrl, { events, calls, waiting: batches })
  const count = await fetchRaw(rpcUrl, timelock)
  console.log(
    `\nindex ${count} events of one timelock, batches of ${calls} calls, ${batches} waiting at one time, on ${store.kind}`,
  )
  const rows: Record<string, Cost[]> = {}
  const note = async (name: string, run: () => Promise<unknown>) => {
    rows[name] = [...(rows[name] ?? []), await costOf(pids, run)]
  }
  let memory = 0
  for (let round = 0; round < warmingUp + rounds; round++) {
    await note('fetch and parse JSON alone', () => fetchRaw(rpcUrl, timelock))
    await note("viem's getLogs and parseEventLogs", () => byViem(rpcUrl, timelock))
    await follow(store, timelock)
    const before = process.memoryUsage().rss
    await note('suture: fetch, decode, fold, store', () => index(store, rpcUrl, timelock))
    memory = Math.max(memory, process.memoryUsage().rss - before)
    if (store.kind === 'postgres') {
      await writeFiles(store)
      await note('bare database: COPY of the same rows', () => copyRows(store))
    }
    if (round < warmingUp + rounds - 1) await forget(store, timelock)
  }
  printRows(rows, count)
  const again = await timed(() => index(store, rpcUrl, timelock))
  console.log(`  again, with nothing new: ${(again * 1_000).toFixed(0)} ms`)
  console.log(`  memory that indexing added: ${(memory / 1e6).toFixed(0)} MB`)
  await readLists(store, timelock)
  await forget(store, timelock)
}

async function fetchRaw(
  rpcUrl: string,
  { address, fromBlock, toBlock, eventsOfBlock }: BusyTimelock,
): Promise<number> {
  const chunk = blocksWith(eventsOf.raw, eventsOfBlock)
  let count = 0
  for (let from = fromBlock; from <= toBlock; from += chunk) {
    const to = from + chunk - 1n < toBlock ? from + chunk - 1n : toBlock
    const filter = { address, fromBlock: numberToHex(from), toBlock: numberToHex(to) }
    const response = await fetch(rpcUrl, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'eth_getLogs', params: [filter] }),
    })
    const { result } = JSON.parse(await response.text()) as { result: unknown[] }
    count += result.length
  }
  return count
}

function blocksWith(events: number, eventsOfBlock: number): bigint {
  return BigInt(Math.max(1, Math.round(events / eventsOfBlock)))
}

/** In ranges that fit into the 10 MiB that viem takes. */
async function byViem(
  rpcUrl: string,
  { address, fromBlock, toBlock, eventsOfBlock }: BusyTimelock,
): Promise<void> {
  const client = createPublicClient({ transport: http(rpcUrl) })
  const chunk = blocksWith(eventsOf.viem, eventsOfBlock)
  for (let from = fromBlock; from <= toBlock; from += chunk) {
    const last = from + chunk - 1n < toBlock ? from + chunk - 1n : toBlock
    const logs = await getLogs(client, { address, fromBlock: from, toBlock: last })
    parseEventLogs({ abi: timelockAbi, logs })
  }
}

async function follow(store: Store, { address, fromBlock }: BusyTimelock): Promise<void> {
  await saveTimelock(store, {
    timelock: { chainId, address },
    detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 0n, badges: [] },
    firstBlock: { known: true, value: fromBlock },
    scanFrom: fromBlock,
    why: 'asked',
    now: new Date(),
  })
}

/** Rows that are only deleted would be cleared away by the database while the next round is measured. */
async function forget(store: Store, { address }: BusyTimelock): Promise<void> {
  await forgetTimelock(store, { chainId, address })
  for (const name of copied) await store.database.execute(sql`truncate ${sql.identifier(name)}`)
}

async function index(store: Store, rpcUrl: string, { address }: BusyTimelock): Promise<void> {
  const nodes = createChainNodes({ chainId, rpcUrls: [rpcUrl] })
  const context: IndexContext = {
    store,
    nodesFor: () => nodes,
    clientFor: () => createRpcClient({ chainId, name: 'bench', rpcUrls: [rpcUrl] }),
    confirmationsFor: () => 5,
    now: () => new Date(),
  }
  await indexTimelock(context, { timelock: { chainId, address } })
}

const copied = ['timelock_logs', 'timelock_operations'] as const

/** Files of what indexing leaves behind, and empty tables of the same shape, with the same indexes. */
async function writeFiles({ database }: Store): Promise<void> {
  for (const name of copied) {
    const [copy, original] = [sql.identifier(`bare_${name}`), sql.identifier(name)]
    await database.execute(sql`drop table if exists ${copy}`)
    await database.execute(sql`create table ${copy} (like ${original} including all)`)
    await database.execute(sql`alter table ${copy} set (${await optionsOf(database, name)})`)
    await database.execute(sql`copy ${original} to ${await fileOf(database, name)}`)
  }
}

/** How a table keeps its rows, as `create table … like` leaves it out. */
async function optionsOf(database: Store['database'], name: string): Promise<SQL> {
  const found = await database.execute(
    sql`select array_to_string(reloptions, ', ') as options from pg_class where oid = ${name}::regclass`,
  )
  const { rows } = found as unknown as { rows: { options: string | null }[] }
  return sql.raw(rows[0]?.options ?? 'autovacuum_enabled')
}

/**
 * What indexing leaves behind, from files of the database's own: nothing is fetched, decoded or folded, no row goes over a
 * connection, and each is written once, whatever became of it later.
 */
async function copyRows({ database }: Store): Promise<void> {
  for (const name of copied) {
    await database.execute(
      sql`copy ${sql.identifier(`bare_${name}`)} from ${await fileOf(database, name)}`,
    )
  }
}

async function fileOf(database: Store['database'], name: string): Promise<SQL> {
  const found = await database.execute(sql`show data_directory`)
  const { rows } = found as unknown as { rows: { data_directory: string }[] }
  return sql.raw(`'${rows[0]?.data_directory}/${name}.copy'`)
}

/** What a page of the queue costs the database. */
async function readLists(store: Store, { address }: BusyTimelock): Promise<void> {
  const filter = { chainId, timelock: address }
  const page = await timed(() => listOperations(store, { filter, limit: 50 }))
  const counts = await timed(() => countOperations(store, { filter }))
  const text = await timed(() =>
    listOperations(store, { filter: { ...filter, text: zeroHash }, limit: 50 }),
  )
  const words = [page, counts, text].map((seconds) => `${(seconds * 1_000).toFixed(1)} ms`)
  console.log(
    `  a page of 50: ${words[0]}; counts: ${words[1]}; a search that finds nothing: ${words[2]}`,
  )
}

/** Seconds by the clock, and microseconds of processors. The second travels where others use the machine too. */
type Cost = {
  readonly wall: number
  readonly own: number
  readonly node: number
  readonly database: number
}

type Pids = { readonly node: number; readonly database: number | undefined }

async function costOf(pids: Pids, run: () => Promise<unknown>): Promise<Cost> {
  const [node, database] = [processorTime(pids.node), processorTime(pids.database)]
  const before = process.cpuUsage()
  const wall = await timed(run)
  const { user, system } = process.cpuUsage(before)
  return {
    wall,
    own: user + system,
    node: processorTime(pids.node) - node,
    database: processorTime(pids.database) - database,
  }
}

function printRows(rows: Readonly<Record<string, readonly Cost[]>>, count: number): void {
  const medians = Object.entries(rows).map(([name, costs]) => {
    const of = (member: keyof Cost) => median(costs.slice(warmingUp).map((cost) => cost[member]))
    const own = of('own') / count
    const node = of('node') / count
    const database = of('database') / count
    return { name, wall: of('wall'), own, node, database, all: own + node + database }
  })
  const [raw, viem, , copy] = medians
  for (const { name, wall, own, node, database, all } of medians) {
    const share = `${((100 * (raw?.wall ?? 0)) / wall).toFixed(0)} % of raw`
    const times = `${((viem?.wall ?? 0) / wall).toFixed(1)} × viem`
    const parts = [own, node, database].map((each) => each.toFixed(1)).join(' + ')
    console.log(
      `  ${name.padEnd(36)} ${rateOf(count / wall)} events/s  ${share}, ${times}; µs of processors each: ${all.toFixed(1)} (here, node, database: ${parts})`,
    )
  }
  if (!raw || !copy) return
  const bound = (1e6 * processors) / (raw.all + copy.all)
  console.log(
    `  ${'fetching and COPY on all processors'.padEnd(36)} ${rateOf(bound)} events/s at most  (one minute's load: ${loadavg()[0]?.toFixed(1)})`,
  )
}

const processors = availableParallelism()

function rateOf(rate: number): string {
  return Math.round(rate).toLocaleString('en').padStart(9)
}

async function timed(run: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await run()
  return (performance.now() - start) / 1_000
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0
}
