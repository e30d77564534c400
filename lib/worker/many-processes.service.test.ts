import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { eq, gte } from 'drizzle-orm'
import { type Address, createClient, type Hash, http, zeroAddress } from 'viem'
import { getBlock } from 'viem/actions'
import { expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { indexLogs } from '@/lib/actions/index-logs'
import { tellQueue } from '@/lib/actions/queue-events/tell-queue'
import { subscribe } from '@/lib/actions/subscriptions/subscribe'
import { askRoles } from '@/lib/actions/timelock/ask-roles'
import { findProposers } from '@/lib/actions/timelock/find-proposers'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { refreshDetection } from '@/lib/actions/timelock/refresh-detection'
import { searchCalls } from '@/lib/actions/timelock/search-calls'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readCallRanges } from '@/lib/adapters/store/found-operations'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { openStore } from '@/lib/adapters/store/open-store'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { listToldBlocks } from '@/lib/adapters/store/tell-events'
import { deliveries, queueEvents, toldTimelocks } from '@/lib/adapters/store/watch-schema'
import type { Config } from '@/lib/config/config'
import { loadConfig } from '@/lib/config/load-config'
import { parseEvent } from '@/lib/core/watch/event-document'
import type { QueueEvent } from '@/lib/core/watch/queue-event'
import { type Postgres, startPostgres } from '@/test/postgres'
import { playQueues } from './__fixtures__/play-queues'
import { randomOf } from './__fixtures__/random-of'
import { type Receiver, startReceiver } from './__fixtures__/start-receiver'
import { type WhatIsLeft, whatIsLeft } from './__fixtures__/what-is-left'

const chainId = 31_337
const confirmations = 5
const proposer = demoAccount(0).address
const seed = Number(process.env.SUTURE_TEST_SEED ?? Date.now() % 1_000_000)

let postgres: Postgres | undefined
let directory: string
let anvil: Anvil
let receiver: Receiver
let client: AnvilClient
let timelocks: Address[]
let shared: Store | undefined
let clean: Store | undefined
let processes: (Started | undefined)[]

type Started = { readonly child: ChildProcess; readonly errors: string[] }

async function begin(): Promise<void> {
  postgres = await startPostgres()
  directory = mkdtempSync(join(tmpdir(), 'suture-many-'))
  processes = []
  receiver = await startReceiver()
  anvil = await startAnvil({ chainId, timestamp: 1_700_000_000 })
  client = anvilClient(anvil.rpcUrl)
  timelocks = []
  for (let n = 0; n < 4; n++) {
    const args = [60n, [proposer], [zeroAddress], zeroAddress]
    const name = 'TimelockController'
    timelocks.push(await deployContract(client, { from: proposer, name, args }))
  }
  writeFileSync(
    join(directory, 'config.json'),
    JSON.stringify({
      chains: [{ id: chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl], confirmations }],
      protocols: [{ name: 'One', chainId, safe: proposer, timelock: timelocks[0] }],
      timelocks: { everySeconds: 1 },
      watchSeconds: 0,
      leadSeconds: 20,
      webhooks: { allowHosts: [receiver.host] },
      // Three of them on one machine.
      worker: { metricsPort: 0 },
    }),
  )
}

async function end(): Promise<void> {
  for (const started of processes) started?.child.kill('SIGKILL')
  await shared?.close()
  await clean?.close()
  shared = undefined
  clean = undefined
  await receiver.stop()
  await anvil.stop()
  await postgres?.stop()
  rmSync(directory, { recursive: true, force: true })
}

/** Anvil has been seen to answer nothing any more, not even the number of its block; see `sendTransaction`. */
async function isAnvilAnswering(): Promise<boolean> {
  const transport = http(anvil.rpcUrl, { retryCount: 0, timeout: 5_000 })
  return await getBlock(createClient({ transport })).then(
    () => true,
    () => false,
  )
}

function environment() {
  return {
    SUTURE_CONFIG: join(directory, 'config.json'),
    SUTURE_DATA_DIR: directory,
    DATABASE_URL: postgres?.databaseUrl,
  }
}

function start(place: number): void {
  // The first two serve, the others work.
  const script =
    place < 2
      ? ['--import', 'tsx', 'lib/worker/__fixtures__/web-process.ts', `${chainId}`, ...timelocks]
      : ['bin/worker.mjs']
  const child = spawn(process.execPath, script, {
    env: { ...process.env, ...environment() },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const errors: string[] = []
  child.stderr.on('data', (data) => errors.push(String(data)))
  processes[place] = { child, errors }
}

test(`behavior: two web and three worker processes, killed and started at random (seed ${seed})`, async ({
  skip,
}) => {
  for (let attempt = 1; ; attempt++) {
    await begin()
    try {
      if (!postgres) return skip('There is no PostgreSQL.')
      await killAtRandom(postgres)
      return
    } catch (error) {
      // What a silent node makes of it says nothing of the processes.
      if (attempt === 3 || (await isAnvilAnswering())) throw error
      process.stderr.write(`Anvil answers nothing any more; once more (${error}).\n`)
    } finally {
      await end()
    }
  }
}, 900_000)

async function killAtRandom({ databaseUrl }: Postgres): Promise<void> {
  const store = await openStore({ databaseUrl })
  shared = store
  const config = loadConfig(environment())
  const target = `http://${receiver.host}/`
  const clientFor = () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  await subscribe({ store, config, clientFor }, { topic: 'all', shape: 'json', target })
  for (let place = 0; place < 5; place++) start(place)
  let isOver = false
  const killing = (async () => {
    // Of its own, so that the chain does not depend on when somebody dies.
    const random = randomOf(seed + 1)
    for (;;) {
      await sleep(2_500)
      if (isOver) return
      const place = random(5)
      processes[place]?.child.kill('SIGKILL')
      start(place)
    }
  })()
  try {
    await playQueues(client, {
      timelocks,
      proposer,
      random: randomOf(seed),
      whenTold: () => untilTold(store),
    })
  } finally {
    isOver = true
    await killing
  }
  await untilSearched(store)
  const head = (await getBlock(client)).number
  await expect
    .poll(async () => (await listTimelocks(store)).map(({ indexed }) => indexed?.number), {
      timeout: 150_000,
      interval: 500,
    })
    .toEqual(timelocks.map(() => head))
  const expected = await whatIsLeft(await runOnce(store, config))
  for (const [table, least] of Object.entries(leastRows)) {
    expect(expected[table as keyof WhatIsLeft].length).toBeGreaterThan(least)
  }
  await expect.poll(() => whatIsLeft(store), { timeout: 120_000, interval: 500 }).toEqual(expected)
  await expectToldOnce(store)
  await expectSent(store)
  const errors = processes.flatMap((started) => started?.errors ?? [])
  expect(errors.filter((line) => !isOfTheKilling(line))).toEqual([])
}

/** Until the newest block is told, for some seconds at most: whoever was at it may be dead. */
async function untilTold(store: Store): Promise<void> {
  const { number } = await getBlock(client)
  for (const until = Date.now() + 8_000; Date.now() < until; await sleep(100)) {
    const told = [...(await listToldBlocks(store)).values()]
    if (told.length === timelocks.length && told.every((block) => block === number)) return
  }
}

/** They all live now. What is looked for some blocks in a turn is looked for while the chain goes on. */
async function untilSearched(store: Store): Promise<void> {
  const { number } = await getBlock(client)
  const isSearched = async (address: Address) => {
    const { full, inputs } = await readCallRanges(store, { chainId, address })
    return [...full, ...inputs].some(({ toBlock }) => toBlock >= number)
  }
  for (const until = Date.now() + 120_000; Date.now() < until; await sleep(500)) {
    await client.mine({ blocks: 1 })
    if ((await Promise.all(timelocks.map(isSearched))).every(Boolean)) return
  }
}

const leastRows = {
  timelock_logs: 100,
  timelock_operations: 80,
  timelock_settings: 10,
  logs: 30,
  queue_events: 200,
}

/** Into a store of its own, by one process, when all is over. */
async function runOnce(store: Store, config: Config): Promise<Store> {
  const single = await openStore()
  clean = single
  const nodes = createChainNodes({ chainId, rpcUrls: [anvil.rpcUrl] })
  const reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  const now = new Date()
  const context: IndexContext = {
    store: single,
    nodesFor: () => nodes,
    clientFor: () => reader,
    confirmationsFor: () => confirmations,
    now: () => now,
  }
  for (const address of timelocks) {
    const timelock = { chainId, address }
    const page = await readTimelockPage(store, timelock)
    expect(page?.unscanned).toEqual([])
    const { detection, firstBlock, scanFrom } = page ?? raise()
    await saveTimelock(single, { timelock, detection, firstBlock, scanFrom, why: 'asked', now })
    await indexTimelock(context, { timelock })
    await refreshDetection(context, { timelock, everyBlocks: 0n })
    await askRoles(context, { timelock, everyBlocks: 0n })
    await reconcileOperations(context, { timelock, everyBlocks: 0n, limit: 10_000 })
    await searchCalls(context, { timelock, mostBlocks: 10_000 })
    await findProposers(context, { timelock, limit: 10_000 })
  }
  for (const { timelock: address } of config.protocols) {
    const head = await readBlock(reader, { chainId })
    const at = { chainId, address }
    await indexLogs({ store: single, client: reader, nodes }, { at, deploymentBlock: 0n, head })
  }
  await tellQueue({ store: single, config })
  return single
}

/** What was told was not told again before it was taken back; and what a block brought that is gone not even then. */
async function expectToldOnce({ database }: Store): Promise<void> {
  const rows = await database.select().from(queueEvents).orderBy(queueEvents.position)
  const live = new Map<Hash, Hash>()
  const gone = new Set<Hash>()
  const wrong: QueueEvent[] = []
  for (const event of rows.map(({ json }) => parseEvent(json))) {
    const { id, cause, retracts, transactionHash, detail } = event
    const isRight = retracts ? live.get(cause) === retracts.id : !live.has(cause)
    // What is found by calls is only found again some time after its blocks were read again.
    const isSilent = 'targets' in detail && detail.targets.length === 0
    if (!isRight || (transactionHash && !isSilent && gone.has(cause))) wrong.push(event)
    if (!retracts) live.set(cause, id)
    else if (live.delete(cause)) gone.add(cause)
  }
  expect(wrong).toEqual([])
}

/** Each event of after the beginning at least once, and of each subject one after the other. */
async function expectSent({ database }: Store): Promise<void> {
  // What one had taken on that died is for the others in two minutes; as if they were over.
  await database
    .update(deliveries)
    .set({ nextAt: new Date(0) })
    .where(eq(deliveries.isDone, false))
  const open = () => database.select().from(deliveries).where(eq(deliveries.isDone, false))
  await expect.poll(open, { timeout: 60_000, interval: 500 }).toEqual([])
  const { id, subject, sequence, json } = queueEvents
  const rows = await database
    .select({ id, subject, sequence, json })
    .from(queueEvents)
    .innerJoin(toldTimelocks, eq(toldTimelocks.timelock, queueEvents.timelock))
    .where(gte(queueEvents.at, toldTimelocks.since))
    .orderBy(queueEvents.subject, queueEvents.sequence)
  // How many come before the beginning depends on how fast the processes start.
  expect(rows.length).toBeGreaterThan(30)
  const place = new Map([...new Set(receiver.received)].map((id, index) => [id, index]))
  const sent = rows.filter((row) => place.has(row.id))
  const unsent = rows.filter((row) => !place.has(row.id)).map((row) => parseEvent(row.json))
  expect(unsent.filter((event) => !isOnlyHeard(event))).toEqual([])
  expect([...place.keys()].sort()).toEqual(sent.map((row) => row.id).sort())
  const inOrder = sent.toSorted(
    (a, b) => a.subject.localeCompare(b.subject) || (place.get(a.id) ?? 0) - (place.get(b.id) ?? 0),
  )
  expect(inOrder).toEqual(sent)
}

/** What the contract was heard to say of what was scheduled before the beginning may have been so before it, too. */
function isOnlyHeard({ kind, transactionHash }: QueueEvent): boolean {
  return transactionHash === undefined && (kind === 'executed' || kind === 'passed')
}

/** Of Node and of npm, and of connections that ended with the process at their other end. */
function isOfTheKilling(line: string): boolean {
  return /Warning|npm warn|connection|deadlock/i.test(line)
}

function raise(): never {
  throw new Error('A timelock is not followed.')
}
