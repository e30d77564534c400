import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { numberToHex, zeroHash } from 'viem'
import type { Bench } from '@/bench/comparison'
import { busiest, fillMany } from '@/bench/queue/fill-many'
import { traceQueuePage } from '@/bench/queue/trace-queue-page'
import { getServerContext } from '@/lib/config/server-context'
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

function print({ name, times, bare }: Figures): void {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => at(times, share).toFixed(1).padStart(6))
  const ratio = (at(times, 0.95) / at(bare, 0.95)).toFixed(2)
  const beside = `bare SELECT p95 ${at(bare, 0.95).toFixed(1)} ms, so ${ratio} of it`
  console.log(`  ${name.padEnd(32)} p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms  ${beside}`)
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
async function get(url: string, headers: Record<string, string> = {}): Promise<Response> {
  const response = await fetch(url, { headers })
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
  try {
    await fillMany(store, { chainId, count })
    const one = `${api.origin}/api/v1/timelocks/${chainId}/${busiest}/operations`
    const rows = async () =>
      void (await store.database.execute(sql`select * from timelock_operations
        where chain_id = ${chainId} and timelock = ${busiest} order by due, id limit 50`))
    const ways = await waysToRead(one, `${api.origin}/api/v1/operations`)
    console.log(
      `\n${count.toLocaleString('en')} operations, ${readers} readers at one time, ${where}; goal: p95 below ${goal} ms`,
    )
    for (const [name, work] of ways) {
      print({ name, times: await timesOf(work), bare: await timesOf(rows) })
    }
    const before = node.asked()
    await Promise.all(Array.from({ length: feedReaders }, () => get(one)))
    console.log(`\n${feedReaders} readers: ${node.asked() - before} requests to the node`)
  } finally {
    await api.stop()
    // The page is served by another process.
    await store.close()
  }
}

type Way = readonly [name: string, work: () => Promise<void>]

/** Ways to read the operations of one timelock, and of all. */
async function waysToRead(one: string, all: string): Promise<Way[]> {
  const plain = (url: string) => async () => {
    const response = await get(url)
    if (response.status !== 200) throw new Error(`${url} answers ${response.status}`)
  }
  // Each asks for something that nobody has asked for, so that nothing is answered twice.
  let n = 0
  const searched = async () => {
    n += 1
    await plain(`${one}?q=${numberToHex(n, { size: 2 }).slice(2)}`)()
  }
  const beyond = async () => {
    n += 1
    const { blockTimestamp } = positionAt(BigInt((n * 7) % 9_000))
    await plain(`${one}?cursor=${blockTimestamp}.${chainId}.${busiest}.${zeroHash}`)()
  }
  const { headers } = await get(one)
  const tag = { 'if-none-match': headers.get('etag') ?? '' }
  const known = async () => {
    const { status } = await get(one, tag)
    if (status !== 304) throw new Error(`With an ETag ${status} is answered.`)
  }
  await timesOf(plain(one))
  return [
    ['50 operations of a timelock', plain(one)],
    ['what is ready of it', plain(`${one}?state=ready`)],
    ['50 operations of all timelocks', plain(all)],
    ['what waits of all timelocks', plain(`${all}?state=waiting`)],
    ['pages that nobody asked for', beyond],
    ['searches that nobody made', searched],
    ['nothing new (If-None-Match)', known],
  ]
}
