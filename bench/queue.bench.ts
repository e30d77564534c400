import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { numberToHex, zeroHash } from 'viem'
import type { Bench } from '@/bench/comparison'
import { busiest, fillMany } from '@/bench/queue/fill-many'
import { readProcessorTime } from '@/bench/queue/processor-time'
import { type Requests, startReaders } from '@/bench/queue/start-readers'
import { traceQueuePage } from '@/bench/queue/trace-queue-page'
import { getServerContext } from '@/lib/config/server-context'
import { operationsPerPage } from '@/lib/core/timelock/kind/operations-per-page'
import { startPostgres } from '@/test/postgres'
import { nthAddress, positionAt } from '@/test/queue-store'
import { serveApi } from '@/test/serve-api'

const count = 100_000
const readers = 20
const requestsOfOne = 25
const feedReaders = 1_000
const chainId = 1

/** Goal of the slowest of a hundred requests but five. */
const goal = 50

type Figures = {
  readonly name: string
  readonly times: readonly number[]
  /** Of the bare SELECT by as many readers, right behind. */
  readonly bare: readonly number[]
  /** Milliseconds of processors for one request. */
  readonly server: number
  readonly database: number | undefined
}

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Several who do the same, one after the other each, all at one time; milliseconds of every one. */
async function timesOf(work: () => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const read = async () => {
    for (let turn = 0; turn < requestsOfOne; turn++) {
      const start = performance.now()
      await work()
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: readers }, read))
  return times
}

function print({ name, times, bare, server, database }: Figures): void {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => at(times, share).toFixed(1).padStart(6))
  const ratio = (at(times, 0.95) / at(bare, 0.95)).toFixed(2)
  const beside = `bare SELECT p95 ${at(bare, 0.95).toFixed(1)} ms, so ${ratio} of it`
  const spent = `server ${server.toFixed(2)}, database ${database?.toFixed(2) ?? '?'} ms of processors`
  console.log(
    `  ${name.padEnd(32)} p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms  ${spent}  ${beside}`,
  )
}

/** A node that counts who asks it, and tells nobody anything. */
async function startCountingNode() {
  let asked = 0
  const server = createServer((_, response) => {
    asked += 1
    response.writeHead(500).end()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const stop = () => new Promise<void>((resolve) => server.close(() => resolve()))
  return { url: `http://127.0.0.1:${port}`, asked: () => asked, stop }
}

/** Reads it to its end, so that the connection serves the next request. */
async function get(url: string): Promise<Response> {
  const response = await fetch(url)
  await response.text()
  return response
}

export const bench: Bench = {
  run: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'suture-bench-'))
    const configPath = join(directory, 'config.json')
    const node = await startCountingNode()
    const postgres = await startPostgres()
    const databaseUrl = postgres?.databaseUrl
    const chain = { id: chainId, name: 'One', rpcUrls: [node.url] }
    const configured = { name: 'One', chainId, safe: nthAddress(1), timelock: nthAddress(2) }
    // Nothing is done by itself meanwhile.
    const idle = { watchSeconds: 0, timelocks: { everySeconds: 0 }, simulation: { concurrency: 0 } }
    const config = { chains: [chain], protocols: [configured], ...idle }
    writeFileSync(configPath, JSON.stringify(config))
    process.env.SUTURE_CONFIG = configPath
    process.env.SUTURE_DATA_DIR = directory
    if (databaseUrl) process.env.DATABASE_URL = databaseUrl
    try {
      await measureApi(node, postgres ? 'PostgreSQL' : 'PGlite')
      await traceQueuePage({ directory, configPath, databaseUrl })
    } finally {
      await postgres?.stop()
      await node.stop()
      rmSync(directory, { recursive: true, force: true, maxRetries: 3 })
    }
  },
}

async function measureApi(node: { asked: () => number }, where: string): Promise<void> {
  const { store } = await getServerContext()
  const api = await serveApi()
  const reading = startReaders()
  try {
    await fillMany(store, { chainId, count })
    const one = `${api.origin}/api/v1/timelocks/${chainId}/${busiest}/operations`
    const rows = async () =>
      void (await store.database.execute(sql`select * from timelock_operations
        where chain_id = ${chainId} and timelock = ${busiest} order by due, id limit ${operationsPerPage}`))
    const ways = await waysToRead(one, `${api.origin}/api/v1/operations`)
    console.log(
      `\n${count.toLocaleString('en')} operations, ${readers} readers at one time, ${where}; goal: p95 below ${goal} ms; load ${loadavg()[0]?.toFixed(1)}`,
    )
    for (const way of ways) {
      // The first time the engine learns it.
      await reading.read(requestsOf(way))
      const before = await readProcessorTime(store)
      const times = await reading.read(requestsOf(way))
      const after = await readProcessorTime(store)
      const bare = await timesOf(rows)
      const server = (after.server - before.server) / times.length
      const database =
        after.database === undefined || before.database === undefined
          ? undefined
          : (after.database - before.database) / times.length
      print({ name: way.name, times, bare, server, database })
    }
    const before = node.asked()
    await Promise.all(Array.from({ length: feedReaders }, () => get(one)))
    console.log(`\n${feedReaders} readers: ${node.asked() - before} requests to the node`)
  } finally {
    await reading.stop()
    await api.stop()
    // The page is served by another process.
    await store.close()
  }
}

type Way = {
  readonly name: string
  /** Of each request. */
  readonly url: () => string
  readonly headers?: Record<string, string> | undefined
  readonly status?: number | undefined
}

function requestsOf({ url, headers = {}, status = 200 }: Way): Requests {
  const ofOne = () =>
    Array.from({ length: requestsOfOne }, (): [string, typeof headers] => [url(), headers])
  return { requests: Array.from({ length: readers }, ofOne), status }
}

/** Ways to read the operations of one timelock, and of all. */
async function waysToRead(one: string, all: string): Promise<Way[]> {
  // Each asks for something that nobody has asked for, so that nothing is answered twice.
  let n = 0
  const digits = () => {
    n += 1
    return numberToHex((n * 7_919) % 65_536, { size: 2 }).slice(2)
  }
  const cursor = () => {
    n += 1
    const { blockTimestamp } = positionAt(BigInt((n * 7) % 9_000))
    return `${blockTimestamp}.${chainId}.${busiest}.${zeroHash}`
  }
  const headers = (await get(one)).headers
  return [
    { name: 'operations of a timelock', url: () => one },
    { name: 'what is ready of it', url: () => `${one}?state=ready` },
    { name: 'operations of all timelocks', url: () => all },
    { name: 'what waits of all timelocks', url: () => `${all}?state=waiting` },
    { name: 'pages that nobody asked for', url: () => `${one}?cursor=${cursor()}` },
    { name: 'the same of all timelocks', url: () => `${all}?cursor=${cursor()}` },
    { name: 'searches that nobody made', url: () => `${one}?q=${digits()}` },
    { name: 'the same of all timelocks', url: () => `${all}?q=${digits()}` },
    {
      name: 'pages of what a fiftieth has',
      url: () => `${one}?q=${nthAddress(7)}&cursor=${cursor()}`,
    },
    {
      name: 'the same of all timelocks',
      url: () => `${all}?q=${nthAddress(7)}&cursor=${cursor()}`,
    },
    {
      name: 'nothing new (If-None-Match)',
      url: () => one,
      headers: { 'if-none-match': headers.get('etag') ?? '' },
      status: 304,
    },
  ]
}
