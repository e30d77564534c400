import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import type { Address } from 'viem'
import type { Bench } from '@/bench/comparison'
import type { Store } from '@/lib/adapters/store/store'
import { getServerContext } from '@/lib/config/server-context'
import { startPostgres } from '@/test/postgres'
import { fillQueue, madeUpOperation, nthAddress } from '@/test/queue-store'
import { serveApi } from '@/test/serve-api'

const count = 100_000
const timelocks = 10
const readers = 20
const requestsOfOne = 25
const feedReaders = 1_000
const chainId = 1

/** Goal of the slowest of a hundred requests but five. */
const goal = 50

type Figures = { readonly name: string; readonly times: readonly number[] }

function at(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

/** Several who do the same, one after the other each, all at one time; milliseconds of every one. */
async function timesOf(work: (reader: number, turn: number) => Promise<void>): Promise<number[]> {
  const times: number[] = []
  const read = async (reader: number) => {
    for (let turn = 0; turn < requestsOfOne; turn++) {
      const start = performance.now()
      await work(reader, turn)
      times.push(performance.now() - start)
    }
  }
  await Promise.all(Array.from({ length: readers }, (_, reader) => read(reader)))
  return times
}

function print({ name, times }: Figures): void {
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((share) => at(times, share).toFixed(1))
  console.log(`  ${name.padEnd(32)}  p50 ${p50} ms  p95 ${p95} ms  p99 ${p99} ms`)
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

/** The first timelock by what indexing stores; the others are its rows again, under their own addresses. */
async function fill(): Promise<void> {
  const { store } = await getServerContext()
  const each = count / timelocks
  const timelock = { chainId, address: nthAddress(1_000) }
  const operations = Array.from({ length: each }, (_, n) => {
    const at = BigInt(n)
    const delay = BigInt((n * 7) % 5_000)
    if (n % 10 === 0) return madeUpOperation(timelock, { n, at, delay })
    const end = n % 3 === 0 ? { cancelledAt: at + 1n } : { executedAt: at + 20n }
    return madeUpOperation(timelock, { n, at, delay, ...end })
  })
  await fillQueue(store, { timelock, operations, indexed: BigInt(each) })
  for (let n = 1; n < timelocks; n++) await copyTimelock(store, nthAddress(1_000 + n))
  await store.database.execute(sql`analyze`)
}

async function copyTimelock(store: Store, address: Address): Promise<void> {
  for (const [table, column] of [
    ['timelocks', 'address'],
    ['timelock_operations', 'timelock'],
  ] as const) {
    const found = await store.database.execute(
      sql`select column_name as name from information_schema.columns
        where table_name = ${table} and table_schema = 'public' and column_name <> ${column}`,
    )
    const { rows } = found as unknown as { rows: { name: string }[] }
    const names = sql.raw(rows.map(({ name }) => `"${name}"`).join(', '))
    await store.database.execute(sql`insert into ${sql.identifier(table)}
      (${sql.identifier(column)}, ${names}) select ${address}, ${names} from ${sql.identifier(table)}
      where ${sql.identifier(column)} = ${nthAddress(1_000)}`)
  }
}

export const bench: Bench = {
  run: async () => {
    const directory = mkdtempSync(join(tmpdir(), 'suture-bench-'))
    const node = await startCountingNode()
    const postgres = await startPostgres()
    const chain = { id: chainId, name: 'One', rpcUrls: [node.url] }
    const configured = { name: 'One', chainId, safe: nthAddress(1), timelock: nthAddress(2) }
    const config = { chains: [chain], protocols: [configured] }
    writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
    process.env.SUTURE_CONFIG = join(directory, 'config.json')
    process.env.SUTURE_DATA_DIR = directory
    if (postgres) process.env.DATABASE_URL = postgres.databaseUrl
    const { store } = await getServerContext()
    const api = await serveApi()
    try {
      await fill()
      const address = nthAddress(1_000)
      const one = `${api.origin}/api/v1/timelocks/${chainId}/${address}/operations`
      const all = `${api.origin}/api/v1/operations`
      const rows = async () =>
        void (await store.database.execute(sql`select * from timelock_operations
          where chain_id = ${chainId} and timelock = ${address} order by due, id limit 50`))
      const asked = (url: string) => async (reader: number, turn: number) => {
        // Each a page of its own, so that nothing is answered twice.
        const response = await get(`${url}&q=0x${((reader * 31 + turn) % 16).toString(16)}`)
        if (response.status !== 200) throw new Error(`${url} answers ${response.status}`)
      }
      const plain = (url: string) => async () => {
        const response = await get(url)
        if (response.status !== 200) throw new Error(`${url} answers ${response.status}`)
      }
      const { headers } = await get(one)
      const tag = { 'if-none-match': headers.get('etag') ?? '' }
      const known = async () => {
        const { status } = await get(one, tag)
        if (status !== 304) throw new Error(`With an ETag ${status} is answered.`)
      }
      await timesOf(plain(one))
      const ways: [string, (reader: number, turn: number) => Promise<void>][] = [
        ['bare SELECT of 50 rows', rows],
        ['50 operations of a timelock', plain(one)],
        ['what is ready of it', plain(`${one}?state=ready`)],
        ['50 operations of all timelocks', plain(all)],
        ['what waits of all timelocks', plain(`${all}?state=waiting`)],
        ['a search in a timelock', asked(`${one}?limit=50`)],
        ['nothing new (If-None-Match)', known],
      ]
      const where = postgres ? 'PostgreSQL' : 'PGlite'
      console.log(
        `\n${count.toLocaleString('en')} operations, ${readers} readers at one time, ${where}; goal: p95 below ${goal} ms`,
      )
      for (const [name, work] of ways) print({ name, times: await timesOf(work) })
      const before = node.asked()
      await Promise.all(Array.from({ length: feedReaders }, () => get(one)))
      console.log(`\n${feedReaders} readers: ${node.asked() - before} requests to the node`)
    } finally {
      await api.stop()
      await store.close()
      await postgres?.stop()
      await node.stop()
      rmSync(directory, { recursive: true, force: true })
    }
  },
}
