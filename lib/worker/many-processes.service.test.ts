import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'drizzle-orm'
import { type Address, createClient, http, numberToHex, zeroAddress, zeroHash } from 'viem'
import { getBlock } from 'viem/actions'
import { expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { openStore } from '@/lib/adapters/store/open-store'
import { readTimelockPage } from '@/lib/adapters/store/read-timelock-page'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import type { Store } from '@/lib/adapters/store/store'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { type Postgres, startPostgres } from '@/test/postgres'

const chainId = 31_337
const proposer = demoAccount(0).address
const seed = Number(process.env.SUTURE_TEST_SEED ?? Date.now() % 1_000_000)

let postgres: Postgres | undefined
let directory: string
let anvil: Anvil
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
  anvil = await startAnvil({ chainId })
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
      chains: [{ id: chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl], confirmations: 5 }],
      protocols: [{ name: 'One', chainId, safe: proposer, timelock: timelocks[0] }],
      timelocks: { everySeconds: 1 },
      watchSeconds: 0,
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

function start(place: number): void {
  // The first two serve, the others work.
  const script =
    place < 2
      ? ['--import', 'tsx', 'lib/worker/__fixtures__/web-process.ts', `${chainId}`, ...timelocks]
      : ['bin/worker.mjs']
  const child = spawn(process.execPath, script, {
    env: {
      ...process.env,
      SUTURE_CONFIG: join(directory, 'config.json'),
      SUTURE_DATA_DIR: directory,
      DATABASE_URL: postgres?.databaseUrl,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  const errors: string[] = []
  child.stderr.on('data', (data) => errors.push(String(data)))
  processes[place] = { child, errors }
}

/** The same numbers again for the same seed. */
function randomOf(start: number): (below: number) => number {
  let state = start
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fffffff
    return state % below
  }
}

/** Schedules, and now and then cancels and schedules again. */
async function write(random: (below: number) => number, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    const to = timelocks[random(timelocks.length)] ?? zeroAddress
    const salt = numberToHex(random(40) + 1, { size: 32 })
    const calls = [{ target: proposer, value: 0n, data: '0x' }] as const
    const content = { kind: 'single', calls, predecessor: zeroHash, salt } as const
    const scheduled = { from: proposer, to, data: encodeSchedule({ ...content, delay: 60n }) }
    try {
      await sendTransaction(client, scheduled)
    } catch {
      const data = encodeCancel({ id: hashOperation(content) })
      await sendTransaction(client, { from: proposer, to, data })
    }
  }
}

const tables = {
  timelock_logs: '*',
  timelock_settings: '*',
  // Not what the contract was asked about it, and when.
  timelock_operations:
    'chain_id, timelock, id, operation, eta, scheduled_block, scheduled_at, cancelled_block, executed_block, last_block, targets, calls, instances, risks, search',
}

async function contentOf(store: Store): Promise<Record<string, unknown[]>> {
  const content: Record<string, unknown[]> = {}
  for (const [table, columns] of Object.entries(tables)) {
    const query = sql.raw(`select to_json(t)::text as row from (select ${columns} from ${table}) t`)
    const { rows } = (await store.database.execute(query)) as unknown as { rows: { row: string }[] }
    content[table] = rows.map(({ row }) => row).sort()
  }
  return content
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
  const random = randomOf(seed)
  const store = await openStore({ databaseUrl })
  shared = store
  for (let place = 0; place < 5; place++) start(place)
  const until = Date.now() + 30_000
  const killing = (async () => {
    while (Date.now() < until) {
      await sleep(2_500)
      const place = random(5)
      processes[place]?.child.kill('SIGKILL')
      start(place)
    }
  })()
  while (Date.now() < until) {
    await write(random, 5)
    await sleep(100)
  }
  await killing
  const head = (await getBlock(client)).number
  await expect
    .poll(
      async () => {
        const followed = await listTimelocks(store)
        return followed.map(({ indexed }) => indexed?.number)
      },
      { timeout: 150_000, interval: 500 },
    )
    .toEqual(timelocks.map(() => head))
  const single = await openStore()
  clean = single
  const nodes = createChainNodes({ chainId, rpcUrls: [anvil.rpcUrl] })
  const reader = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] })
  for (const address of timelocks) {
    const timelock = { chainId, address }
    const page = await readTimelockPage(store, timelock)
    expect(page?.unscanned).toEqual([])
    expect(page?.problem).toBeUndefined()
    const { detection, firstBlock, scanFrom } = page ?? raise()
    const now = new Date()
    await saveTimelock(single, { timelock, detection, firstBlock, scanFrom, why: 'asked', now })
    await indexTimelock(
      {
        store: single,
        nodesFor: () => nodes,
        clientFor: () => reader,
        confirmationsFor: () => 5,
        now: () => now,
      },
      { timelock },
    )
  }
  const content = await contentOf(store)
  expect(content).toEqual(await contentOf(single))
  expect(content.timelock_operations?.length).toBeGreaterThan(10)
  const errors = processes.flatMap((started) => started?.errors ?? [])
  expect(errors.filter((line) => !isOfTheKilling(line))).toEqual([])
}

/** Of Node and of npm, and of connections that ended with the process at their other end. */
function isOfTheKilling(line: string): boolean {
  return /Warning|npm warn|connection|deadlock/i.test(line)
}

function raise(): never {
  throw new Error('A timelock is not followed.')
}
