import { createServer } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import {
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  keccak256,
  stringToHex,
  toHex,
  zeroHash,
} from 'viem'
import { getBlock, getCode, getStorageAt, readContract } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { planPatch } from '@/demo/world/plan-patch'
import { proposeWorld } from '@/demo/world/propose-world'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import type { SeededPatch } from '@/demo/world/seeded-patch'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { indexContextOf } from '@/lib/actions/timelock/index-context'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { deleteLogsFrom } from '@/lib/adapters/store/delete-logs-from'
import { listBeaconProxies } from '@/lib/adapters/store/list-beacon-proxies'
import { readScanCursor } from '@/lib/adapters/store/read-scan-cursor'
import { dossiers, snapshots } from '@/lib/adapters/store/schema'
import { getServerContext } from '@/lib/config/server-context'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { serializeDossier } from '@/lib/core/patch/serialize-dossier'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationState } from '@/lib/core/timelock/operation'
import { answerApi } from '@/test/serve-api'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { startDoor } from '@/test/start-door'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { type DeskContext, readDesk } from './read-desk'
import { readHeads } from './read-heads'
import { savePatch } from './save-patch'
import { shareHeads } from './share-heads'

const states: readonly OperationState[] = ['unset', 'waiting', 'ready', 'done']

let anvil: Anvil
let client: AnvilClient
let node: RpcProxy
let world: World
let api: DeskApi
let context: DeskContext

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: Math.floor(Date.now() / 1_000) - Number(worldAge) })
  client = anvilClient(anvil.rpcUrl)
  world = await seedWorld(client)
  node = await startRpcProxy(anvil.rpcUrl)
  api = await startDeskApi(demoConfig({ harbor: world.harbor, rpcUrl: node.url }))
  context = await getServerContext()
  await proposeWorld(api.origin, world)
})
afterAll(async () => {
  await api?.stop()
  await node?.stop()
  await anvil?.stop()
})
afterEach(() => {
  node.rewrite = undefined
  node.wait = undefined
})

const recordsOf = (desk: readonly ProtocolDesk[]) => desk.flatMap(({ records }) => records)

async function readRecords(digest?: Hash): Promise<PatchRecord[]> {
  return recordsOf(await readDesk(context, { digest }))
}

function seeded(title: string): SeededPatch {
  const found = world.patches.find(({ patch }) => patch.title.startsWith(title))
  if (!found) throw new Error(title)
  return found
}

function recordOf(records: readonly PatchRecord[], { operationId }: { operationId: Hash }) {
  return records.find((record) => record.operationId === operationId)
}

/** No transaction, only a block: facts are read anew. */
const mine = () => client.mine({ blocks: 1 })

describe('the seeded world', () => {
  test('default', async () => {
    const records = await readRecords()
    const found = world.patches.map((each) => {
      const record = recordOf(records, each)
      return [record?.title, record?.stage, record?.key]
    })
    expect(found).toEqual(
      world.patches.map(({ patch, stage }) => [patch.title, stage, patch.digest]),
    )
    // Nothing besides them but what nobody wrote a dossier for.
    const known = new Set(world.patches.map(({ operationId }) => operationId))
    const others = records.filter(({ operationId }) => !operationId || !known.has(operationId))
    expect(others.map(({ title, stage, patch }) => [title, stage, patch])).toMatchInlineSnapshot(`
      [
        [
          "Unknown call to Dollar vault and 2 more calls",
          "executed",
          undefined,
        ],
      ]
    `)
  })

  test('behavior: who reads the chain knows which proxies a beacon has', async () => {
    await readDesk(context)
    const { beacon, strategies } = world.harbor
    const known = await listBeaconProxies(context.store, { chainId: 31_337 })
    const addresses = strategies.map(({ address }) => address)
    expect([...known]).toEqual([[beacon, expect.arrayContaining(addresses)]])
  })

  test('behavior: each state is what the timelock itself answers', async () => {
    let asked = 0
    for (const { live, timelock, operationId, stage } of await readRecords()) {
      if (!operationId || !timelock) continue
      const state = await readContract(client, {
        address: timelock.address,
        abi: timelockAbi,
        functionName: 'getOperationState',
        args: [operationId],
      })
      const expected = states[state]
      if (live) expect(live.state).toEqual({ known: true, value: expected })
      else expect([expected, stage]).toEqual(['unset', 'proposed'])
      asked += 1
    }
    expect(asked).toBe(world.patches.length + world.undocumented.length)
  })

  test('behavior: readers of one block share one reading', async () => {
    await mine()
    node.requests.length = 0
    await readDesk(context)
    const first = node.requests.length
    node.requests.length = 0
    await Promise.all(Array.from({ length: 5 }, () => readDesk(context)))
    expect(first).toBeGreaterThan(20)
    expect(new Set(node.requests.map(({ method }) => method))).toEqual(
      new Set(['eth_getBlockByNumber']),
    )
  })

  test('behavior: /api/v1/queue gives the same, with integers as decimal strings', async () => {
    const response = await fetch(`${api.origin}/api/v1/queue`)
    const { protocols } = (await response.json()) as { protocols: ProtocolDesk[] }
    expect(recordsOf(protocols).map(({ key }) => key)).toEqual(
      (await readRecords()).map(({ key }) => key),
    )
    const { number } = await getBlock(client)
    expect(protocols[0]?.chain?.facts.block.number).toBe(String(number))
  })

  test('behavior: an approval on chain counts from the next block on', async () => {
    const { safeTxHash, operationId } = seeded('Vault 2.0.0: ')
    const { council } = world.harbor
    const ownersOf = (records: readonly PatchRecord[]) =>
      recordOf(records, { operationId })?.schedules.flatMap(({ confirmations }) =>
        confirmations.map(({ owner }) => owner),
      )
    expect(ownersOf(await readRecords())).toEqual([demoAccount(0).address])
    await sendTransaction(client, {
      from: demoAccount(1).address,
      to: council.address,
      data: encodeFunctionData({ abi: safeAbi, functionName: 'approveHash', args: [safeTxHash!] }),
    })
    // The first look fails; the next one, at the same block, must not take it for done.
    node.rewrite = ({ method, params }) => {
      const [filter] = params as [{ address?: string[] }]
      const isSafe = filter?.address?.[0]?.toLowerCase() === council.address.toLowerCase()
      const isLook = method === 'eth_getLogs' && isSafe
      return isLook ? { error: { code: -32005, message: 'busy' } } : undefined
    }
    const [vaults] = await readDesk(context)
    expect(vaults?.sources).toEqual([
      { name: 'Chain', problem: undefined },
      { name: 'Safe service', problem: 'No node of this chain answered.' },
    ])
    expect(ownersOf(vaults?.records ?? [])).toEqual([demoAccount(0).address])
    node.rewrite = undefined
    expect(ownersOf(await readRecords())?.toSorted()).toEqual(
      [demoAccount(0).address, demoAccount(1).address].toSorted(),
    )
  })
})

describe('a node that falls silent', () => {
  const withoutTime = (desk: readonly ProtocolDesk[]) =>
    desk.map(({ readAt: _, stale: __, sources: ___, ...rest }) => rest)

  test('behavior: the last facts stay, with their age and the reason', async () => {
    await mine()
    const before = await readDesk(context)
    const port = Number(new URL(node.url).port)
    await node.stop()
    const silent = await readDesk(context)
    expect(withoutTime(silent)).toEqual(withoutTime(before))
    for (const [i, desk] of silent.entries()) {
      expect(desk.stale).toEqual({ reason: 'No node of this chain answered.' })
      expect(desk.readAt).toBeLessThanOrEqual(before[i]!.readAt)
      expect(desk.sources[0]).toEqual({ name: 'Chain', problem: desk.stale?.reason })
    }
    await mine()
    node = await startRpcProxy(anvil.rpcUrl, port)
    const { number } = await getBlock(client)
    for (const desk of await readDesk(context)) {
      expect(desk.stale).toBeUndefined()
      expect(desk.chain?.facts.block.number).toBe(number)
    }
  })

  test('behavior: one that hangs is waited for once, and no longer than somebody waits', async () => {
    await mine()
    const before = await readDesk(context)
    await mine()
    const port = Number(new URL(node.url).port)
    await node.stop()
    const hanging = createServer(() => {})
    await new Promise<void>((resolve) => hanging.listen(port, '127.0.0.1', resolve))
    try {
      let most = 10_000
      for (let times = 0; times < 2; times++) {
        const began = performance.now()
        const silent = await readDesk(context, { patience: 1_000 })
        const took = performance.now() - began
        expect(took).toBeLessThan(most)
        most = took / 2
        expect(withoutTime(silent)).toEqual(withoutTime(before))
        for (const [i, desk] of silent.entries()) {
          expect(desk.stale).toEqual({ reason: 'No node of this chain has answered yet.' })
          expect(desk.readAt).toBeLessThanOrEqual(before[i]!.readAt)
        }
      }
    } finally {
      hanging.closeAllConnections()
      await new Promise((resolve) => hanging.close(resolve))
      node = await startRpcProxy(anvil.rpcUrl, port)
    }
    const { number } = await getBlock(client)
    await expect
      .poll(async () => (await readDesk(context, { patience: 5_000 }))[0], { timeout: 30_000 })
      .toMatchObject({ stale: undefined, chain: { facts: { block: { number } } } })
  })

  test('behavior: one that tells its newest block and then takes long shows what was read before', async () => {
    await mine()
    const before = await readDesk(context)
    await mine()
    const isHeard = startDoor()
    node.wait = (method) => (method === 'eth_call' ? isHeard.opened : undefined)
    const { number } = await getBlock(client)
    const began = performance.now()
    const late = await readDesk(context, { patience: 300 })
    expect(performance.now() - began).toBeLessThan(2_000)
    expect(withoutTime(late)).toEqual(withoutTime(before))
    const stale = { reason: `Block ${number} is still being read.`, isAnswering: true }
    for (const desk of late) expect(desk.stale).toEqual(stale)
    const heads = async () => await readHeads({ ...(await getServerContext()), ...context })
    const whileLate = await heads()
    isHeard.open()
    node.wait = undefined
    for (const desk of await readDesk(context, { patience: 10_000 })) {
      expect(desk).toMatchObject({ stale: undefined, chain: { facts: { block: { number } } } })
    }
    // Whoever was shown the older one hears that there is more, though no block and no word is new.
    await expect.poll(heads, { timeout: 20_000, interval: 500 }).not.toEqual(whileLate)
  })

  test('behavior: many who look for news ask the node once, and one question at a time waits for one that is silent', async () => {
    const whole = { ...(await getServerContext()), ...context }
    const look = () => Promise.all(Array.from({ length: 50 }, () => shareHeads(whole)))
    node.requests.length = 0
    const { hash } = await getBlock(client)
    for (const { chains } of await look()) expect(chains[0]?.blockHash).toBe(hash)
    await look()
    expect(node.requests).toHaveLength(1)
    // Not for long.
    await mine()
    const next = await getBlock(client)
    await expect
      .poll(async () => (await shareHeads(whole)).chains[0]?.blockHash, { interval: 200 })
      .toBe(next.hash)
    await setTimeout(1_100)
    const isHeard = startDoor()
    let asked = 0
    node.wait = () => {
      asked += 1
      return isHeard.opened
    }
    const looks = [look(), setTimeout(1_500).then(look)]
    for (const heads of (await Promise.all(looks)).flat()) {
      expect(heads.chains[0]?.blockHash).toBeUndefined()
    }
    expect(asked).toBe(1)
    isHeard.open()
    node.wait = undefined
    await expect
      .poll(async () => (await shareHeads(whole)).chains[0]?.blockHash, { timeout: 20_000 })
      .toBe(next.hash)
  })

  test('behavior: where nothing was read before, nobody waits longer, and what comes late is kept', async () => {
    await mine()
    await context.store.database.delete(snapshots)
    const isHeard = startDoor()
    node.wait = () => isHeard.opened
    const began = performance.now()
    for (const desk of await readDesk(context, { patience: 300 })) {
      expect(desk).toMatchObject({
        chain: undefined,
        stale: { reason: 'No node of this chain has answered yet.' },
      })
    }
    expect(performance.now() - began).toBeLessThan(2_000)
    const [heard] = (await readHeads({ ...(await getServerContext()), ...context })).chains
    isHeard.open()
    expect(heard?.blockHash).toBeUndefined()
    // Heads are asked for again soon, so that they wait for what pages do not.
    expect(performance.now() - began).toBeLessThan(8_000)
    node.wait = undefined
    await expect
      .poll(async () => await context.store.database.select().from(snapshots), { timeout: 20_000 })
      .toHaveLength(context.config.protocols.length)
  })

  test('behavior: one that fails halfway leaves unknown what it did not say, and nothing for long', async () => {
    await mine()
    const full = await readDesk(context)
    await mine()
    const getTimestamp = keccak256(toHex('getTimestamp(bytes32)')).slice(0, 10)
    node.rewrite = ({ method, params }) => {
      const [call] = params as [{ data?: string }]
      const isAsked = method === 'eth_call' && call?.data?.startsWith(getTimestamp)
      return isAsked ? { error: { code: -32005, message: 'busy' } } : undefined
    }
    const half = await readDesk(context)
    for (const { live } of recordsOf(half)) {
      if (live) expect(live.state.known).toBe(false)
    }
    // The same block, now in full.
    node.rewrite = undefined
    for (const { live } of await readRecords()) if (live) expect(live.state.known).toBe(true)

    await mine()
    node.rewrite = ({ method }) =>
      method === 'eth_call' ? { error: { code: -32005, message: 'busy' } } : undefined
    const [unknown] = await readDesk(context)
    expect([unknown?.chain?.facts.safe.known, unknown?.chain?.facts.timelock.known]).toEqual([
      false,
      false,
    ])
    // What was known in full is not replaced by what is not.
    node.rewrite = () => ({ error: { code: -32005, message: 'busy' } })
    const [silent] = await readDesk(context)
    expect(silent?.stale).toBeDefined()
    expect(silent?.chain?.facts.safe).toMatchObject({ known: true })
    expect(silent?.records.length).toBe(full[0]?.records.length)
  })

  test('behavior: a snapshot that was broken in the database is none', async () => {
    await context.store.database.update(snapshots).set({ json: '{"chain":' })
    node.rewrite = () => ({ error: { code: -32005, message: 'busy' } })
    const [silent] = await readDesk(context)
    expect(silent).toMatchObject({ chain: undefined, stale: {} })
    node.rewrite = undefined
    await mine()
    expect((await readDesk(context))[0]?.stale).toBeUndefined()
  })
})

describe('dossiers', () => {
  const change = (digest: Hash, set: Partial<typeof dossiers.$inferInsert>) =>
    context.store.database.update(dossiers).set(set).where(eq(dossiers.digest, digest))

  /** A dossier that anybody may post; nobody proposed it. */
  async function post(title: string) {
    const { vaultsTimelock, vault } = world.harbor
    const { patch, operationId } = planPatch(world.harbor, {
      timelock: vaultsTimelock,
      callsAfter: [{ target: vault, value: 0n, data: '0x8456cb59' }],
      title,
      description: 'Nobody asked for this.',
      severity: 'critical',
      createdAt: 1_700_000_000n,
      stage: 'draft',
    })
    await savePatch(context, { json: serializeDossier(patch) })
    return { patch, operationId }
  }

  test('behavior: one that nobody proposed stays out, but is found by its digest', async () => {
    const { patch, operationId } = await post('Read me')
    expect(recordOf(await readRecords(), { operationId })).toBeUndefined()
    const found = (await readDesk(context, { digest: patch.digest })).map(({ records }) =>
      recordOf(records, { operationId }),
    )
    expect(found).toMatchObject([{ key: patch.digest, stage: 'draft', patch }, undefined])
  })

  test.each<[string, (json: string) => string]>([
    ['another title', (json) => json.replace('Rate adapter 2.0.0', 'Nothing to see')],
    ['another spelling', (json) => json.replace('{', '{ ')],
    ['what is no dossier', () => '{}'],
    ['what is no JSON', (json) => json.slice(1)],
    ['nothing', () => ''],
  ])('behavior: changed in the database to %s, it is dropped', async (_, tamper) => {
    const { patch, operationId } = seeded('Rate adapter 2.0.0')
    const json = serializeDossier(patch)
    const count = (await readRecords()).length
    await change(patch.digest, { json: tamper(json) })
    const isCanonical = tamper(json).startsWith('{ ')
    for (const digest of [undefined, patch.digest]) {
      const records = await readRecords(digest)
      // The operation stays, and every other patch with it.
      expect(records.length).toBe(count)
      const record = recordOf(records, { operationId })
      expect(record?.stage).toBe('ready')
      // Spaces do not change what was committed to.
      expect(record?.patch?.digest).toBe(isCanonical ? patch.digest : undefined)
    }
    const response = await fetch(`${api.origin}/api/v1/patches/${patch.digest}`)
    expect(response.status).toBe(404)
    await change(patch.digest, { json })
    expect(recordOf(await readRecords(), { operationId })?.patch).toEqual(patch)
  })

  test('behavior: one that was moved to another operation or timelock does not get in', async () => {
    const { patch, operationId } = await post('Let me in')
    const ready = seeded('Rate adapter 2.0.0')
    const before = (await readRecords()).map(({ key }) => key)
    await change(patch.digest, { operationId: ready.operationId })
    expect((await readRecords()).map(({ key }) => key)).toEqual(before)
    const waiting = seeded('Strategies 2.0.0')
    await change(patch.digest, {
      timelock: waiting.timelock,
      operationId: waiting.operationId,
    })
    expect((await readRecords()).map(({ key }) => key)).toEqual(before)
    expect(recordOf(await readRecords(), waiting)?.patch).toEqual(waiting.patch)
    // Its own bytes say where it belongs.
    const found = (await readDesk(context, { digest: patch.digest })).map(({ records }) =>
      recordOf(records, { operationId }),
    )
    expect(found).toMatchObject([{ stage: 'draft' }, undefined])
  })
})

describe('a timelock before 4.9, which tells no salt', () => {
  const callSalt = keccak256(toHex('CallSalt(bytes32,bytes32)'))

  test('behavior: salts come from the transactions that scheduled', async () => {
    const { store, config } = context
    // Indexed anew, from a timelock that never told them.
    for (const { chainId, timelock: address } of config.protocols) {
      const before = await readScanCursor(store, { chainId, address, subject: 'logs' })
      await deleteLogsFrom(store, { chainId, address, fromBlock: 0n, before })
    }
    const withoutSalts = (result: unknown) =>
      (result as { topics: string[] }[]).filter(({ topics }) => topics[0] !== callSalt)
    let isMute = true
    node.rewrite = ({ method }, { result }) => {
      if (method === 'eth_getLogs') return { result: withoutSalts(result) }
      const isPruned = ['eth_getTransactionByHash', 'debug_traceTransaction'].includes(method)
      return isMute && isPruned ? { result: null } : undefined
    }
    const saltsOf = async () => {
      await mine()
      const live = recordsOf(await readDesk(context)).flatMap((record) => record.live ?? [])
      return live.map(({ operation: { id, kind, salt } }) => ({ id, kind, salt }))
    }
    // A node that has pruned its transactions: states are known, salts are not.
    const unknown = await saltsOf()
    expect(new Set(unknown.map(({ salt }) => salt))).toEqual(new Set(['unknown']))
    isMute = false
    const salts = new Map((await saltsOf()).map((each) => [each.id, each]))
    for (const { operationId, operation, stage } of world.patches) {
      const { kind, salt } = operation
      if (stage !== 'proposed')
        expect(salts.get(operationId)).toEqual({ id: operationId, kind, salt })
    }
    expect([...salts.values()].map(({ salt }) => salt)).not.toContain('unknown')
  })
})

describe('a batch without calls, of which no event tells', () => {
  test('behavior: it stands on the desk once the search has found it, with the word of the contract', async () => {
    const server = await getServerContext()
    const [protocol] = server.config.protocols
    if (!protocol) throw new Error('None is configured.')
    const { chainId, safe: from, timelock: address } = protocol
    const timelock = { chainId, address }
    const content = {
      kind: 'batch',
      calls: [],
      predecessor: zeroHash,
      salt: keccak256('0xe0'),
    } as const
    await client.impersonateAccount({ address: from })
    await client.setBalance({ address: from, value: 10n ** 18n })
    const data = encodeSchedule({ ...content, delay: 10_000_000n })
    await sendTransaction(client, { from, to: address, data })
    await client.mine({ blocks: 80 })
    const find = async () =>
      recordsOf(await readDesk(context)).find(
        ({ operationId }) => operationId === hashOperation(content),
      )
    expect(await find()).toBeUndefined()
    await followTimelock(followContextOf(server), { timelock })
    const turn = { holder: 'test', leaseSeconds: 60, seconds: 60 }
    const { signal } = new AbortController()
    await runIndexJob(indexContextOf(server), { timelock, ...turn, signal })
    await mine()
    expect(await find()).toMatchObject({
      live: { operation: { calls: [], kind: 'batch' }, state: { known: true, value: 'waiting' } },
    })
    // Beside it stands all that events tell.
    const ids = (await readRecords()).map(({ operationId }) => operationId)
    expect(ids.length).toBeGreaterThan(1)
    expect(new Set(ids).size).toBe(ids.length)
  })
})

describe('a Safe of a version that is not known', () => {
  const signingOf = async ({ patch }: SeededPatch) => {
    const path = `/api/v1/patches/${patch.digest}/signing`
    const response = await answerApi(new Request(`http://desk.example${path}`))
    return { status: response.status, body: await response.json() }
  }

  test('error: nothing can be hashed for it, which is no fault of the request', async () => {
    const proposed = seeded('Vault 2.0.0: ')
    expect(await signingOf(proposed)).toMatchObject({
      status: 200,
      body: { safe: { version: '1.4.1' } },
    })
    // The word of its singleton, and nothing else, changes.
    const { address } = world.harbor.council
    const slot = await getStorageAt(client, { address, slot: '0x0' })
    const singleton = getAddress(`0x${slot?.slice(-40)}`)
    const code = (await getCode(client, { address: singleton })) ?? '0x'
    const later = code.replace(stringToHex('1.4.1').slice(2), stringToHex('9.4.1').slice(2)) as Hex
    expect(later).not.toBe(code)
    await client.setCode({ address: singleton, bytecode: later })
    await mine()
    expect(await signingOf(proposed)).toMatchObject({
      status: 501,
      body: {
        error: {
          name: 'UnknownSafeVersionError',
          facts: [
            ['Version', '9.4.1'],
            ['Known', expect.anything()],
          ],
        },
      },
    })
    await client.setCode({ address: singleton, bytecode: code })
    await mine()
    expect((await signingOf(proposed)).status).toBe(200)
  })
})
