import {
  type Address,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  numberToHex,
  zeroHash,
} from 'viem'
import { getCode } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { GET as getAlarms } from '@/app/api/v1/patches/[digest]/alarms/route'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoConfig } from '@/demo/app/demo-config'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { executeOperation, scheduleOperation } from '@/demo/world/governance'
import { harborAbi } from '@/demo/world/harbor-abi'
import { proposeWorld } from '@/demo/world/propose-world'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { readDesk } from '@/lib/actions/read-desk'
import { lookAtPatch, noteSilence } from '@/lib/actions/watch/look-at-patch'
import { readDrift } from '@/lib/actions/watch/read-drift'
import { readEffects, recordEffects } from '@/lib/actions/watch/record-effects'
import type { WatchedPatch } from '@/lib/actions/watch/watch-context'
import { readReport } from '@/lib/adapters/store/read-report'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { countVerdicts } from '@/lib/core/check/count-verdicts'
import type { Alarm } from '@/lib/core/patch/alarm'
import { isWatched } from '@/lib/core/patch/is-watched'
import { parseReport } from '@/lib/core/report/parse-report'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { watchRound } from '@/lib/worker/watch-round'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

let anvil: Anvil
let chain: AnvilClient
let node: RpcProxy
let world: World
let api: DeskApi
let context: ServerContext
/** Without calldata it copies its slot 1 to its slot 0; with, it sets slot 1. */
let copier: Address

const copierCode: Hex = '0x36600a576001545f55005b5f3560015500'

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: Math.floor(Date.now() / 1_000) - Number(worldAge) })
  chain = anvilClient(anvil.rpcUrl)
  world = await seedWorld(chain)
  node = await startRpcProxy(anvil.rpcUrl)
  api = await startDeskApi(demoConfig({ harbor: world.harbor, rpcUrl: node.url }))
  context = await getServerContext()
  await proposeWorld(api.origin, world)
  copier = getAddress(numberToHex(0xc0ffeen, { size: 20 }))
  await chain.setCode({ address: copier, bytecode: copierCode })
}, 400_000)
afterAll(async () => {
  await api?.stop()
  await node?.stop()
  await anvil?.stop()
})
afterEach(() => {
  node.rewrite = undefined
})

async function watched(id: Hash): Promise<WatchedPatch> {
  for (const desk of await readDesk(context)) {
    const record = desk.records.find((one) => one.operationId === id)
    const protocol = context.config.protocols.find(({ name }) => name === desk.name)
    if (record && desk.chain && protocol && record.live)
      return { record, chain: desk.chain, protocol }
    if (record && desk.chain && protocol && desk.name === record.protocol) {
      return { record, chain: desk.chain, protocol }
    }
  }
  throw new Error(id)
}

function seeded(title: string): Hash {
  const found = world.patches.findLast(({ patch }) => patch.title.startsWith(title))
  if (!found) throw new Error(title)
  return found.operationId
}

/** A block passes, then somebody looks. */
async function look(id: Hash) {
  await chain.mine({ blocks: 1 })
  const patch = await watched(id)
  expect(await lookAtPatch(context, patch)).toBe('looked')
  return await readDrift(context, { ...patch, chain: undefined, maximumAge: 0n })
}

const lines = (alarms: readonly Alarm[]) =>
  alarms.map(({ kind, what, before, after, endedBlock }) => ({
    kind,
    what,
    before,
    after,
    ended: endedBlock !== undefined,
  }))

async function asTimelock(data: Hex, timelock = world.harbor.strategiesTimelock) {
  await chain.impersonateAccount({ address: timelock })
  await chain.setBalance({ address: timelock, value: 10n ** 18n })
  await sendTransaction(chain, { from: timelock, to: timelock, data })
  await chain.stopImpersonatingAccount({ address: timelock })
}

function operationOf(salt: number): OperationContent {
  return {
    kind: 'single',
    calls: [{ target: copier, value: 0n, data: '0x' }],
    predecessor: zeroHash,
    salt: numberToHex(salt, { size: 32 }),
  }
}

async function schedule(salt: number): Promise<OperationContent> {
  const operation = operationOf(salt)
  await scheduleOperation(chain, world.harbor, { timelock: world.harbor.vaultsTimelock, operation })
  return operation
}

const setCopier = (value: bigint) =>
  sendTransaction(chain, {
    from: castAddress(5),
    to: copier,
    data: numberToHex(value, { size: 32 }),
  })

describe('drift', () => {
  test('default: blocks pass and others trade', async () => {
    const id = seeded('Strategies 2.0.0')
    const first = await look(id)
    expect(first).toMatchObject({ alarms: [], unseen: [], problem: undefined })
    expect(first.first?.number).toBe(first.looked?.number)
    const { asset } = world.harbor
    const user = castAddress(cast.users[0])
    const data = encodeFunctionData({ abi: harborAbi, functionName: 'mint', args: [user, 7n] })
    await sendTransaction(chain, { from: castAddress(5), to: asset, data })
    await chain.increaseTime({ seconds: 600 })
    const second = await look(id)
    expect(second).toMatchObject({ alarms: [], unseen: [], first: first.first })
    expect(second.looked?.number).toBeGreaterThan(first.looked?.number ?? 0n)
  })

  test('behavior: a proposal that collects signatures is looked at too', async () => {
    expect(await look(seeded('Vault 2.0.0: '))).toMatchObject({ alarms: [], unseen: [] })
  })

  test('behavior: other code stands where the patch installs it, until it is put back', async () => {
    const id = seeded('Strategies 2.0.0')
    const { record } = await watched(id)
    const address = record.patch!.upgrades[0]!.to.address
    const code = (await getCode(chain, { address }))!
    await chain.setCode({ address, bytecode: `${code}00` })
    const { alarms } = await look(id)
    expect(lines(alarms)).toMatchObject([
      { kind: 'code', what: `code of ${address}`, ended: false },
    ])
    await chain.setCode({ address, bytecode: code })
    expect(lines((await look(id)).alarms)).toMatchObject([
      { what: `code of ${address}`, ended: true },
    ])
  })

  test('behavior: a role is granted, the delay is changed', async () => {
    const id = seeded('Strategies 2.0.0')
    const stranger = castAddress(cast.attacker)
    const args = [timelockRoleIds.proposer, stranger] as const
    await asTimelock(encodeFunctionData({ abi: timelockAbi, functionName: 'grantRole', args }))
    const abi = timelockAbi
    await asTimelock(encodeFunctionData({ abi, functionName: 'updateDelay', args: [60n] }))
    const { alarms } = await look(id)
    const active = alarms.filter(({ endedBlock }) => endedBlock === undefined)
    expect(active.map(({ kind }) => kind)).toEqual(['delay', 'roles'])
    expect(active[0]).toMatchObject({ what: 'minimum delay of the timelock', after: '60 s' })
    expect(active[1]?.what).toBe('holders of the role of proposer')
    expect(active[1]?.before).not.toContain(stranger)
    expect(active[1]?.after).toContain(stranger)
  })

  test('behavior: the effect changes though no code does', async () => {
    await setCopier(5n)
    const id = hashOperation(await schedule(1))
    expect(await look(id)).toMatchObject({ alarms: [] })
    await setCopier(6n)
    const { alarms } = await look(id)
    expect(lines(alarms)).toEqual([
      {
        kind: 'effect',
        what: `slot ${zeroHash} of ${copier}`,
        before: `${zeroHash} → ${numberToHex(5n, { size: 32 })}`,
        after: `${zeroHash} → ${numberToHex(6n, { size: 32 })}`,
        ended: false,
      },
    ])
    const desks = await readDesk(context)
    expect(desks.flatMap((desk) => desk.alarms ?? []).map(({ what }) => what)).toContain(
      `slot ${zeroHash} of ${copier}`,
    )
  })

  test('behavior: a node that does not answer, or is behind, ends no alarm', async () => {
    const id = hashOperation(await schedule(2))
    await setCopier(7n)
    await look(id)
    await setCopier(8n)
    const raised = (await look(id)).alarms
    expect(raised).toHaveLength(1)
    const behind = await watched(id)
    await setCopier(7n)
    node.rewrite = ({ method }) =>
      method === 'eth_getCode' || method === 'eth_getProof'
        ? { error: { code: -32_000, message: 'no' } }
        : undefined
    const blind = await look(id)
    expect(blind.alarms).toEqual(raised)
    expect(blind.unseen.length).toBeGreaterThan(0)
    node.rewrite = undefined
    expect(await lookAtPatch(context, behind)).toBe('problem')
    const { problem, alarms } = await readDrift(context, {
      ...behind,
      chain: undefined,
      maximumAge: 0n,
    })
    expect(problem?.reason).toMatch(/^The node is at block \d+, and was at \d+ before\.$/)
    expect(alarms).toEqual(raised)
    await noteSilence(context, { ...behind, reason: 'The node is silent.' })
    const silent = await readDrift(context, { ...behind, chain: undefined, maximumAge: 0n })
    expect(silent.problem).toMatchObject({ reason: 'The node is silent.', since: problem?.since })
    expect((await look(id)).alarms.map(({ endedBlock }) => endedBlock !== undefined)).toEqual([
      true,
    ])
  })
})

test('the API tells alarms, and begins no look', async () => {
  const get = async (key: string) => {
    const params = Promise.resolve({ digest: key })
    return await getAlarms(new Request('http://localhost'), { params })
  }
  const { record } = await watched(hashOperation(operationOf(1)))
  const answer = await get(record.key)
  expect(await answer.json()).toMatchObject({
    patch: record.key,
    isRunning: false,
    alarms: [{ kind: 'effect', what: `slot ${zeroHash} of ${copier}` }],
  })
  expect((await get(zeroHash)).status).toBe(404)
  expect((await get('0x12')).status).toBe(400)
})

describe('a round of the worker', () => {
  test('default: everything that waits, once', async () => {
    await chain.mine({ blocks: 1 })
    const waiting = (await readDesk(context)).flatMap(({ records }) => records.filter(isWatched))
    const round = await watchRound(context, new AbortController().signal)
    expect(round).toEqual({ looked: waiting.length, problems: 0 })
    expect(waiting.length).toBeGreaterThan(3)
  })

  test('behavior: what nobody has opened is reviewed, and the desk tells what that came to', async () => {
    const desks = await readDesk(context)
    for (const { records, reviews, chain } of desks) {
      const reviewed = new Map(reviews?.map((review) => [review.patch, review]))
      for (const record of records.filter(isWatched)) {
        const review = reviewed.get(record.key)
        expect(review?.block).toBe(chain?.facts.block.number)
        const stored = review && (await readReport(context.store, { hash: review.report }))
        const { findings } = parseReport(stored?.json ?? '')
        expect(review?.verdicts).toEqual(countVerdicts(findings))
        expect(review?.verdicts.pass).toBeGreaterThan(0)
      }
    }
    expect(desks.flatMap(({ reviews }) => reviews ?? []).length).toBeGreaterThan(3)
  })

  test('behavior: while the chain stands still nothing is simulated', async () => {
    node.requests.length = 0
    await watchRound(context, new AbortController().signal)
    expect(node.requests.filter(({ method }) => method === 'eth_getStorageAt')).toEqual([])
  })

  test('behavior: a dead node is a problem of every patch, with since when, and ends no alarm', async () => {
    await chain.mine({ blocks: 1 })
    const before = (await readDesk(context)).flatMap((desk) => desk.alarms ?? [])
    node.rewrite = () => ({ error: { code: -32_000, message: 'down' } })
    const round = await watchRound(context, new AbortController().signal)
    expect(round.looked).toBe(0)
    expect(round.problems).toBeGreaterThan(3)
    const after = (await readDesk(context)).flatMap((desk) => desk.alarms ?? [])
    expect(after).toEqual(before)
    node.rewrite = undefined
    const patch = await watched(seeded('Strategies 2.0.0'))
    const { problem } = await readDrift(context, { ...patch, chain: undefined, maximumAge: 0n })
    expect(problem?.since).toBeGreaterThan(0n)
  })

  test('behavior: what is stopped does not begin another', async () => {
    await chain.mine({ blocks: 1 })
    expect(await watchRound(context, AbortSignal.abort())).toEqual({ looked: 0, problems: 0 })
  })
})

describe('expected and actual', () => {
  async function execute(operation: OperationContent) {
    await chain.increaseTime({ seconds: 3 * 86_400 })
    await executeOperation(chain, world.harbor, {
      timelock: world.harbor.vaultsTimelock,
      operation,
    })
    await chain.mine({ blocks: 1 })
    return await watched(hashOperation(operation))
  }

  test('default', async () => {
    const operation = await schedule(11)
    await setCopier(11n)
    await look(hashOperation(operation))
    const patch = await execute(operation)
    const report = await recordEffects(context, patch, 'execute')
    expect(report?.expected.made).toBe('before')
    expect(report?.actual.source).toBe('trace')
    expect(report?.comparison).toMatchObject({ verdict: 'same', differences: [], unseen: [] })
    // The time until which it had to wait was there before, and 1 is there now.
    expect(report?.actual.effects.map(({ kind }) => kind)).toContain('write')
    expect((await readEffects(context, patch, 'execute'))?.report).toEqual(report)
  })

  test('behavior: it did something else', async () => {
    const operation = await schedule(12)
    await setCopier(12n)
    await look(hashOperation(operation))
    await setCopier(13n)
    const report = await recordEffects(context, await execute(operation), 'execute')
    expect(report?.comparison).toMatchObject({
      verdict: 'different',
      differences: [
        {
          what: `slot ${zeroHash} of ${copier}`,
          expected: expect.stringMatching(/c$/),
          actual: expect.stringMatching(/d$/),
        },
      ],
    })
  })

  test('behavior: where nobody had looked, it is simulated on the block before', async () => {
    const operation = await schedule(14)
    await setCopier(14n)
    const report = await recordEffects(context, await execute(operation), 'execute')
    expect(report?.expected.made).toBe('afterwards')
    expect(report?.comparison.verdict).toBe('same')
  })

  test('behavior: a node without traces is asked for receipt and storage, and that is told', async () => {
    const operation = await schedule(15)
    await setCopier(15n)
    await look(hashOperation(operation))
    const patch = await execute(operation)
    node.rewrite = ({ method }) =>
      method === 'debug_traceTransaction'
        ? { error: { code: -32_601, message: 'the method does not exist' } }
        : undefined
    const report = await recordEffects(context, patch, 'execute')
    expect(report?.actual.source).toBe('receipt')
    expect(report?.comparison).toMatchObject({ verdict: 'unknown', differences: [] })
    expect(report?.comparison.unseen.join(' ')).toContain(
      'the node offers no debug_traceTransaction',
    )
  })

  test('behavior: a patch of the demo', async () => {
    const found = world.patches.find(({ patch }) => patch.title.startsWith('Rate adapter 2.0.0'))!
    await look(found.operationId)
    const report = await recordEffects(context, await execute(found.operation), 'execute')
    expect(report?.comparison).toMatchObject({ verdict: 'same', differences: [] })
  })

  test('behavior: the Safe transaction that scheduled it, with what it did', async () => {
    const report = await recordEffects(
      context,
      await watched(seeded('Strategies 2.0.0')),
      'schedule',
    )
    expect(report).toMatchObject({ step: 'schedule', safeTxHash: expect.any(String) })
    expect(report?.expected.made).toBe('afterwards')
    expect(report?.comparison).toMatchObject({ verdict: 'same', differences: [], unseen: [] })
    // When it is ready lies as far from its block on both sides.
    expect(report?.comparison.explained.map(({ kind, rule }) => [kind, rule])).toEqual([
      ['write', 'time'],
    ])
    const safe = world.harbor.council.address
    const own = report?.actual.effects.filter(({ contract }) => contract === safe)
    expect(own?.map(({ name }) => name)).toContain('nonce')
  })

  test('behavior: scheduled by whoever may, nothing but the operation counts', async () => {
    const operation = operationOf(16)
    const { council, vaultsTimelock: to } = world.harbor
    const data = encodeSchedule({ ...operation, delay: 2n * 86_400n })
    // As if the role were not held by a Safe.
    await chain.impersonateAccount({ address: council.address })
    await chain.setBalance({ address: council.address, value: 10n ** 18n })
    await sendTransaction(chain, { from: council.address, to, data })
    await chain.stopImpersonatingAccount({ address: council.address })
    await chain.mine({ blocks: 1 })
    const report = await recordEffects(context, await watched(hashOperation(operation)), 'schedule')
    expect(report?.comparison).toMatchObject({ verdict: 'same', differences: [] })
    expect(report?.safeTxHash).toBeUndefined()
  })

  test('error: the Safe did more than to schedule', async () => {
    const council = world.harbor.council.address.toLowerCase()
    const [threshold, one] = [numberToHex(4, { size: 32 }), numberToHex(1, { size: 32 })]
    node.rewrite = ({ method, params }, { result }) => {
      const isState = JSON.stringify(params).includes('diffMode')
      if (method !== 'debug_traceTransaction' || !isState) return undefined
      const { pre, post } = result as { pre: object; post: Record<string, { storage?: object }> }
      const account = post[council]
      const storage = { ...account?.storage, [threshold]: one }
      return { result: { pre, post: { ...post, [council]: { ...account, storage } } } }
    }
    const patch = await watched(seeded('Strategies 2.0.0'))
    const report = await recordEffects(context, patch, 'schedule')
    expect(report?.comparison.verdict).toBe('different')
    expect(report?.comparison.differences.map(({ what }) => what)).toEqual([
      `threshold of ${world.harbor.council.address}`,
    ])
  })

  test('behavior: nothing was executed yet', async () => {
    const patch = await watched(seeded('Strategies 2.0.0'))
    expect(await recordEffects(context, patch, 'execute')).toBeUndefined()
    expect(await readEffects(context, patch, 'execute')).toBeUndefined()
  })
})
