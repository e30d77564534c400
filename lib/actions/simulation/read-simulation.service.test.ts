import { setTimeout as sleep } from 'node:timers/promises'
import type { Hash } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { reviewSubject } from '@/lib/actions/review/review-subject'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { readLatestReport } from '@/lib/adapters/store/read-latest-report'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { hashReport } from '@/lib/core/report/serialize-report'
import { serializeSimulation } from '@/lib/core/report/serialize-simulation'
import { type DeskApi, startDeskApi } from '@/test/start-desk-api'
import { cancelSimulation, readSimulation } from './read-simulation'

const chainId = 31_337

let anvil: Anvil
let chain: AnvilClient
let world: World
let api: DeskApi
let context: ServerContext

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 - Number(worldAge) })
  chain = anvilClient(anvil.rpcUrl)
  world = await seedWorld(chain)
  const { timelock } = proposed()
  const safe = world.harbor.council.address
  api = await startDeskApi({
    chains: [{ id: chainId, name: 'Anvil', rpcUrls: [anvil.rpcUrl] }],
    protocols: [{ name: 'Harbor', chainId, safe, timelock }],
  })
  context = await getServerContext()
}, 400_000)
afterAll(async () => {
  await api?.stop()
  await anvil?.stop()
})

function proposed() {
  const found = world.patches.find(({ patch }) => patch.title.startsWith('Vault 2.0.0'))
  if (!found?.proposal) throw new Error('the world has it')
  return { ...found, transaction: found.proposal.transaction }
}

/** What is to be tried, at the block at which the chain is. */
async function subjectNow({ nonce = 0n, revision = '' } = {}) {
  const { timelock, transaction } = proposed()
  const client = context.clientFor(chainId)
  const block = await readBlock(client, { chainId })
  const input = await resolveInput(client, {
    ...{ chainId, block, deploymentBlock: 0, safe: world.harbor.council.address },
    subject: {
      kind: 'transaction',
      transaction: { ...transaction, nonce: transaction.nonce + nonce },
    },
  })
  const { protocol } = input
  const logs = await readTimelockLogs(client, input)
  const read = await readProtocolAt(client, { chainId, protocol, block, logs })
  return { subject: { input, chain: read, revision }, timelock: { chainId, address: timelock } }
}

const keyOf = (digit: string): Hash => `0x${digit.repeat(64)}`

/** Waits for what is under way. */
async function settle(key: Hash, from: Pick<ServerContext, 'config'> = context) {
  const { timelock } = await subjectNow()
  for (let look = 0; look < 600; look += 1) {
    const reading = await readSimulation(
      { ...context, ...from },
      { timelock, key, subject: undefined },
    )
    if (!reading.progress) return reading
    await sleep(100)
  }
  throw new Error('It does not end.')
}

const impatient = () => ({
  config: { ...context.config, simulation: { ...context.config.simulation, everySeconds: 0 } },
})

test('default: begun when somebody looks, and kept beside the reports', async () => {
  const key = keyOf('1')
  const { subject, timelock } = await subjectNow()
  const nothing = { last: undefined, progress: undefined, failure: undefined }
  expect(await readSimulation(context, { timelock, key, subject: undefined })).toEqual(nothing)
  const begun = await readSimulation(context, { timelock, key, subject })
  expect(begun).toMatchObject({ last: undefined, progress: { phase: expect.any(String) } })
  const { last, failure } = await settle(key)
  expect(failure).toBeUndefined()
  const statuses = last?.report.simulation.steps.map(({ outcome }) => outcome.status)
  expect(statuses).toEqual(['done', 'done', 'done', 'done'])
  expect(last && hashReport(serializeSimulation(last.report))).toBe(last?.hash)
  const report = await readLatestReport(context.store, { subject: reviewSubject(timelock, key) })
  expect(report).toBeUndefined()
}, 120_000)

test('behavior: made anew when it is old, and not before', async () => {
  const key = keyOf('1')
  await chain.mine({ blocks: 3 })
  const { subject, timelock } = await subjectNow()
  const before = await readSimulation(context, { timelock, key, subject })
  expect(before.progress).toBeUndefined()
  await readSimulation({ ...context, ...impatient() }, { timelock, key, subject })
  const { last } = await settle(key)
  // It comes to the same: the first one is confirmed.
  expect(last?.hash).toBe(before.last?.hash)
  expect(last?.confirmedBlock).toBe(subject.input.block.number)
  const again = await readSimulation({ ...context, ...impatient() }, { timelock, key, subject })
  expect(again.progress).toBeUndefined()
}, 120_000)

test.each([
  ['another transaction', { nonce: 1n }],
  ['other code, or sources that were not known', { revision: 'other' }],
])('behavior: made anew at once for %s', async (_name, changes) => {
  const key = keyOf('1')
  const { subject, timelock } = await subjectNow(changes)
  const { progress } = await readSimulation(context, { timelock, key, subject })
  expect(progress).toBeDefined()
  await settle(key)
})

test('behavior: cancelled, it leaves nothing', async () => {
  const key = keyOf('2')
  const { subject, timelock } = await subjectNow()
  await readSimulation(context, { timelock, key, subject })
  expect(cancelSimulation(context, { timelock, key })).toBe(true)
  expect(cancelSimulation(context, { timelock, key })).toBe(false)
  const cancelled = { last: undefined, progress: undefined, failure: 'It was cancelled.' }
  expect(await readSimulation(context, { timelock, key, subject })).toEqual(cancelled)
  await sleep(2_000)
  expect(await settle(key)).toEqual(cancelled)
})

test('error: where no fork can be had nothing is stored, and it is said', async () => {
  const key = keyOf('3')
  const { subject, timelock } = await subjectNow()
  const forkUrlFor = async () => 'http://127.0.0.1:1'
  await readSimulation({ ...context, forkUrlFor }, { timelock, key, subject })
  const { last, failure } = await settle(key)
  expect(last).toBeUndefined()
  expect(failure).toMatch(/fork/i)
  // Not tried again at every look.
  const { progress } = await readSimulation(context, { timelock, key, subject })
  expect(progress).toBeUndefined()
}, 120_000)
