import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, encodeFunctionData, getAddress, parseAbi } from 'viem'
import { getBlock, mine, setBalance, setCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { followContextOf, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { indexContextOf } from '@/lib/actions/timelock/index-context'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { getServerContext, type ServerContext } from '@/lib/config/server-context'
import { operationAnswer } from '@/lib/core/api/operation-answers'
import { previewAnswer } from '@/lib/core/api/timelock-answers'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployGeneration,
  execute,
  schedule,
  startWorld,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { answerApi } from '@/test/serve-api'

const directory = mkdtempSync(join(tmpdir(), 'suture-now-'))
const abi = parseAbi(['function upgradeTo(address implementation)'])
const [late, never, logic] = ['a', 'b', 'c'].map((digit) => `0x${digit.repeat(40)}`) as [
  Address,
  Address,
  Address,
]

let world: World
let context: ServerContext
let timelock: Address

beforeAll(async () => {
  world = await startWorld()
  const chains = [{ id: chainId, name: 'Anvil', rpcUrls: [world.rpcUrl] }]
  const [artifact] = generationArtifacts.filter(({ version }) => version === '5.7.0')
  if (!artifact) throw new Error('There is no 5.7.0.')
  timelock = await deployGeneration(world, artifact)
  const protocols = [{ name: 'One', chainId, safe: late, timelock: never }]
  writeFileSync(join(directory, 'config.json'), JSON.stringify({ chains, protocols }))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  context = await getServerContext()
  await followTimelock(followContextOf(context), { timelock: { chainId, address: timelock } })
}, 120_000)
afterAll(async () => {
  await context?.store.close()
  const held = globalThis as { sutureContext?: unknown }
  held.sutureContext = undefined
  rmSync(directory, { recursive: true, force: true })
  await world?.stop()
})

async function index(): Promise<void> {
  await mine(world.client, { blocks: 6 })
  await runIndexJob(indexContextOf(context), {
    ...{ timelock: { chainId, address: timelock }, holder: 'test' },
    ...{ leaseSeconds: 30, seconds: 30, signal: new AbortController().signal },
  })
}

async function answerOf(id: string, headers: Record<string, string> = {}) {
  const path = `/api/v1/timelocks/${chainId}/${timelock}/operations/${id}`
  const response = await answerApi(new Request(`http://desk.example${path}`, { headers }))
  const text = await response.text()
  const body = text === '' ? undefined : operationAnswer.parse(JSON.parse(text))
  return { status: response.status, etag: response.headers.get('etag') ?? '', body }
}

test('default: what the chain says now of the accounts, and the transactions behind it', async () => {
  const data = encodeFunctionData({ abi, functionName: 'upgradeTo', args: [logic] })
  await setCode(world.client, { address: logic, bytecode: '0x00' })
  const content = contentOf({
    kind: 'batch',
    calls: [
      { target: late, value: 5n, data },
      { target: never, value: 0n, data: '0x' },
    ],
  })
  const id = await schedule(world, timelock, content)
  // What is set now is of a block of its own.
  await mine(world.client, { blocks: 1 })
  await setBalance(world.client, { address: timelock, value: 7n })
  await setCode(world.client, { address: late, bytecode: '0x00' })
  await index()
  const { body, etag } = await answerOf(id)
  const { number } = await getBlock(world.client)
  expect(body?.surroundings).toMatchObject({
    block: { known: true, value: { number } },
    balance: { known: true, value: 7n },
    targets: [
      { scheduled: { known: true, value: false }, now: { known: true, value: true } },
      { scheduled: { known: true, value: false }, now: { known: true, value: false } },
    ],
  })
  expect(body?.custody).toMatchObject([
    {
      name: 'scheduled',
      verdict: 'pass',
      operationId: id,
      codes: [{ address: expect.any(String), verdict: 'pass' }],
    },
    { name: 'executed', verdict: 'todo' },
  ])
  expect(body?.decoded).toMatchObject([
    {
      target: getAddress(late),
      value: 5n,
      confidence: 'known',
      signature: 'upgradeTo(address)',
      args: [{ type: 'address', value: getAddress(logic) }],
      children: [],
    },
    { target: getAddress(never), value: 0n },
  ])
  // The same at the same time is not sent again.
  expect((await answerOf(id, { 'if-none-match': etag })).status).toBe(304)

  // Other code than was scheduled comes in.
  await mine(world.client, { blocks: 1 })
  await setCode(world.client, { address: logic, bytecode: '0x01' })
  await wait(world, 101n)
  await execute(world, timelock, content)
  await index()
  const after = await answerOf(id, { 'if-none-match': etag })
  expect(after.body?.standing).toBe('executed')
  expect(after.body?.surroundings.balance).toEqual({ known: true, value: 2n })
  expect(after.body?.custody).toMatchObject([
    { name: 'scheduled', verdict: 'pass' },
    { name: 'executed', verdict: 'pass', operationId: id, codes: [{ verdict: 'fail' }] },
  ])
})

test('behavior: what stands at an address, followed or not', async () => {
  const preview = async (address: Address) => {
    const path = `/api/v1/timelocks/${chainId}/${address}/preview`
    const response = await answerApi(new Request(`http://desk.example${path}`))
    expect(response.status).toBe(200)
    return previewAnswer.parse(await response.json())
  }
  const { number } = await getBlock(world.client)
  expect(await preview(timelock)).toMatchObject({
    kind: 'timelock',
    detection: { kind: 'openzeppelin' },
    head: number,
  })
  expect(await preview(getAddress(never))).toMatchObject({
    kind: 'other',
    reason: expect.stringContaining('No code stands at this address'),
    found: { kind: 'account', sent: 0 },
  })
  expect((await preview(getAddress(logic))).kind).toBe('other')
})
