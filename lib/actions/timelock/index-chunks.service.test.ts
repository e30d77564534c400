import { sql } from 'drizzle-orm'
import {
  type Address,
  encodeFunctionData,
  type Hex,
  numberToHex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { type ChainNodes, createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { NodeRefusedError, NodeSilentError } from '@/lib/adapters/rpc/node-errors'
import { forgetTimelock } from '@/lib/adapters/store/forget-timelock'
import { openStore } from '@/lib/adapters/store/open-store'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { saveTimelockChunk } from '@/lib/adapters/store/save-timelock-chunk'
import type { Store } from '@/lib/adapters/store/store'
import { takeTimelockLease } from '@/lib/adapters/store/timelock-lease'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { startPostgres } from '@/test/postgres'

/*
 * PostgreSQL stores many ranges at once; PGlite stores each by itself. Of the same chain, from a node that gives two blocks at a
 * time, both have to keep the same.
 */
const chainId = 31_337
const proposer = demoAccount(0).address
const postgres = await startPostgres()

let anvil: Anvil
let client: AnvilClient
let timelock: Address
let firstBlock: bigint
let head: bigint
/** Where many ranges are stored at once, and where each is stored by itself. */
let many: Store
let single: Store
/** What the node does before it answers for events of blocks. */
let before: ((fromBlock: bigint) => Promise<void>) | undefined

const at = () => ({ chainId, address: timelock })
const send = (data: Hex) => sendTransaction(client, { from: proposer, to: timelock, data })
const contentOf = (salt: number, data: Hex = '0x', target: Address = proposer) =>
  ({
    kind: 'single',
    calls: [{ target, value: 0n, data }],
    predecessor: zeroHash,
    salt: numberToHex(salt, { size: 32 }),
  }) as const satisfies OperationContent

beforeAll(async () => {
  if (!postgres) return
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  const args = [0n, [proposer], [zeroAddress], zeroAddress]
  timelock = await deployContract(client, { from: proposer, name: 'TimelockController', args })
  firstBlock = (await getBlock(client)).number
  // Each transaction is a block: what happens to an operation stands in several ranges.
  const twice = contentOf(1)
  await send(encodeSchedule({ ...twice, delay: 0n }))
  const done = contentOf(2)
  await send(encodeSchedule({ ...done, delay: 0n }))
  const behind = { ...contentOf(3), predecessor: hashOperation(done) }
  await send(encodeSchedule({ ...behind, delay: 0n }))
  await send(encodeCancel({ id: hashOperation(twice) }))
  for (const delay of [60n, 0n]) {
    const args = [delay] as const
    const data = encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args })
    const change = contentOf(4 + Number(delay), data, timelock)
    await send(encodeSchedule({ ...change, delay: 60n }))
    await client.increaseTime({ seconds: 61 })
    await send(encodeExecute(change))
  }
  await send(encodeExecute(done))
  await send(encodeSchedule({ ...twice, delay: 0n }))
  await send(encodeSchedule({ ...contentOf(5), delay: 0n }))
  await client.mine({ blocks: 3 })
  head = (await getBlock(client)).number
  many = await openStore({ databaseUrl: postgres.databaseUrl })
  single = await openStore()
})
afterAll(async () => {
  await many?.close()
  await single?.close()
  await anvil?.stop()
  await postgres?.stop()
})
beforeEach(async () => {
  if (!postgres) return
  await forgetTimelock(many, at())
  await follow(many)
})
afterEach(() => {
  before = undefined
})

async function follow(store: Store): Promise<void> {
  await saveTimelock(store, {
    timelock: at(),
    detection: { kind: 'openzeppelin', generation: '5.1 or later', minDelay: 0n, badges: [] },
    firstBlock: { known: true, value: firstBlock },
    scanFrom: firstBlock,
    why: 'asked',
    now: new Date(0),
  })
}

/** Of the real node, two blocks at a time. */
function nodes(): ChainNodes {
  const chain = createChainNodes({ chainId, rpcUrls: [anvil.rpcUrl] })
  const narrow = chain.nodes.map((node) => ({
    ...node,
    async ask(method: string, params: readonly unknown[]) {
      const [{ fromBlock, toBlock }] = params as [{ fromBlock: Hex; toBlock: Hex }]
      if (BigInt(toBlock) - BigInt(fromBlock) > 1n) {
        throw new NodeRefusedError({ host: node.host, method, reason: 'At most 2 blocks.' })
      }
      await before?.(BigInt(fromBlock))
      return await node.ask(method, params)
    },
  }))
  return { ...chain, nodes: narrow }
}

async function index(store: Store, signal?: AbortSignal) {
  const chain = nodes()
  let told = 0
  const context: IndexContext = {
    store,
    nodesFor: () => chain,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] }),
    confirmationsFor: () => 4,
    now: () => new Date(++told * 1_000),
  }
  // However slow it is, only the database decides what goes together.
  const all = { events: 1e6, characters: 1e9, seconds: 600 }
  const chunk = store.kind === 'postgres' ? all : undefined
  return await indexTimelock(context, { timelock: at(), signal, chunk })
}

const tables = ['timelock_logs', 'timelock_operations', 'timelock_settings', 'scan_ranges'] as const

async function contentOfStore({ database }: Store): Promise<Record<string, string[]>> {
  const content: Record<string, string[]> = {}
  for (const table of tables) {
    const query = sql`select (to_jsonb(t) - 'scanned_at')::text as row from ${sql.identifier(table)} t`
    const { rows } = (await database.execute(query)) as unknown as { rows: { row: string }[] }
    content[table] = rows.map(({ row }) => row).sort()
  }
  return content
}

async function expectTruth(): Promise<void> {
  await forgetTimelock(single, at())
  await follow(single)
  await index(single)
  const truth = await contentOfStore(single)
  expect(await contentOfStore(many)).toEqual(truth)
  expect(truth.timelock_operations).toHaveLength(6)
  expect((await readTimelockPage(many, at()))?.indexed?.number).toBe(head)
}

/** When ranges were stored: once for each chunk. */
async function chunks(store: Store): Promise<number> {
  const query = sql`select count(distinct scanned_at)::int as count from scan_ranges`
  const { rows } = (await store.database.execute(query)) as unknown as { rows: { count: number }[] }
  return rows[0]?.count ?? 0
}

const unless = test.skipIf(!postgres)

unless('default: many ranges at once leave what each by itself leaves', async () => {
  const { events, indexed } = await index(many)
  expect(indexed?.number).toBe(head)
  expect(events).toBeGreaterThan(12)
  await expectTruth()
  // Ranges near the head keep their ends.
  expect((await contentOfStore(many)).scan_ranges?.length).toBeGreaterThan(1)
  expect(await chunks(many)).toBe(1)
  expect(await chunks(single)).toBeGreaterThan(1)
})

unless('error: a node that falls silent; what it gave until then is stored', async () => {
  const silent = firstBlock + 6n
  before = async (fromBlock) => {
    if (fromBlock < silent) return
    throw new NodeSilentError({ host: 'node.example', method: 'eth_getLogs', reason: 'gone' })
  }
  await expect(index(many)).rejects.toThrow('gone')
  const page = await readTimelockPage(many, at())
  expect(page?.indexed?.number).toBe(silent - 1n)
  expect(page?.problem?.text).toContain('gone')
  expect(page?.unscanned).toEqual([{ fromBlock: silent, toBlock: head }])
  before = undefined
  await index(many)
  await expectTruth()
})

unless('behavior: it ends between two ranges; what was read until then is stored', async () => {
  const controller = new AbortController()
  before = async (fromBlock) => {
    if (fromBlock >= firstBlock + 6n) controller.abort()
  }
  const { indexed } = await index(many, controller.signal)
  expect(indexed?.number).toBeLessThan(head)
  expect((await readTimelockPage(many, at()))?.indexed).toEqual(indexed)
  await index(many)
  await expectTruth()
})

/** Begins to index, and waits in the middle of a chunk until it may go on. */
async function indexHalf() {
  let goOn = () => {}
  const held = new Promise<void>((resolve) => {
    goOn = resolve
  })
  before = async (fromBlock) => {
    if (fromBlock >= firstBlock + 8n) await held
  }
  const indexing = index(many)
  await expect.poll(holders).toHaveLength(1)
  return { indexing, goOn }
}

/** Which processes of the database write a chunk. */
async function holders(): Promise<unknown[]> {
  const query = sql`select pid from pg_locks where locktype = 'advisory' and granted`
  const { rows } = (await many.database.execute(query)) as unknown as { rows: { pid: number }[] }
  return rows.map(({ pid }) => pid)
}

unless('behavior: leases are taken while a chunk is open, and nothing of it is seen', async () => {
  const { indexing, goOn } = await indexHalf()
  expect(await takeTimelockLease(many, { timelock: at(), holder: 'one', seconds: 60 })).toBe(true)
  expect((await readTimelockPage(many, at()))?.indexed).toBeUndefined()
  expect((await contentOfStore(many)).timelock_operations).toEqual([])
  goOn()
  await indexing
  await expectTruth()
})

unless('error: a connection that dies in a chunk; nothing of it is stored', async () => {
  const { indexing, goOn } = await indexHalf()
  const [pid] = await holders()
  await many.database.execute(sql`select pg_terminate_backend(${pid}::int)`)
  await expect.poll(holders).toEqual([])
  goOn()
  await expect(indexing).rejects.toThrow()
  expect((await contentOfStore(many)).timelock_logs).toEqual([])
  before = undefined
  await index(many)
  await expectTruth()
})

unless('behavior: several at one time', async () => {
  await Promise.all(Array.from({ length: 4 }, () => index(many)))
  await index(many)
  await expectTruth()
})

unless.each(['PGlite', 'PostgreSQL'])(
  'error: %s keeps nothing of a chunk that is not next, or breaks off',
  async (name) => {
    const store = name === 'PGlite' ? single : many
    await forgetTimelock(store, at())
    await follow(store)
    const end = { number: head, hash: numberToHex(7, { size: 32 }), timestamp: 1n }
    const empty = await contentOfStore(store)
    const range = {
      fromBlock: firstBlock,
      end,
      hosts: ['node.example'],
      events: 1,
      logs: [
        {
          blockNumber: firstBlock,
          blockHash: zeroHash,
          blockTimestamp: 1n,
          logIndex: 0,
          operationId: null,
          events: `0 ${zeroHash} 0x`,
        },
      ],
      operations: [],
      settings: [],
    }
    const save = (after: typeof end | undefined, breaksOff: boolean) =>
      saveTimelockChunk(store, {
        timelock: at(),
        after,
        ranges: (async function* () {
          yield range
          if (breaksOff) throw new Error('It breaks off.')
        })(),
        headBlock: head,
        finalizedBlock: head,
        now: () => new Date(0),
      })
    expect(await save(end, false)).toBeUndefined()
    await expect(save(undefined, true)).rejects.toThrow('It breaks off.')
    expect(await contentOfStore(store)).toEqual(empty)
    expect(await save(undefined, false)).toEqual({ end, events: 1 })
    expect((await contentOfStore(store)).timelock_logs).toHaveLength(1)
  },
)
