import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Address } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { resolveInput } from '@/lib/actions/review/resolve-input'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { openWorkshop } from '@/lib/cli/open-workshop'
import { getServerContext } from '@/lib/config/server-context'
import { namedStorageAnswer } from '@/lib/core/api/named-storage-answer'
import { makeReplayReport } from '@/lib/core/report/make-replay-report'
import { serializeReplayReport } from '@/lib/core/report/serialize-replay-report'
import { putEmptyStore } from '@/test/empty-store'
import { answerApi } from '@/test/serve-api'
import { startDoor } from '@/test/start-door'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { chainId, openReplayChain, type ReplayChain } from './__fixtures__/replay-chain'
import { nameReplayedStorage } from './name-storage'

const user = demoAccount(1).address

let anvil: Anvil
let chain: ReplayChain
let proxy: Address
let to: Address

beforeAll(async () => {
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 })
  chain = openReplayChain(anvil)
  proxy = await chain.deployProxy('ReplayReferral')
  const call = { to: proxy, name: 'ReplayReferral' }
  await chain.send({ ...call, call: 'award', args: [7n, user, 4n] })
  await chain.send({ ...call, call: 'claim', args: [2n, [7n, 7n]] })
  to = await chain.deploy('ReplayReferralBad')
}, 400_000)
afterAll(() => anvil?.stop())

async function name(options: Parameters<typeof openWorkshop>[0]) {
  const replay = await chain.replay({ proxy, to })
  expect(replay.groups).toHaveLength(1)
  const block = await readBlock(chain.reader, { chainId })
  const subject = { kind: 'upgrade', proxy, to } as const
  const input = await resolveInput(chain.reader, { chainId, block, subject, deploymentBlock: 0 })
  const workshop = openWorkshop(options)
  const named = await nameReplayedStorage({ client: chain.reader, workshop }, { input, replay })
  return [...named.values()]
}

test('default: a word of a nested mapping has its name, its keys and both values', async () => {
  const [word, ...others] = await name({ sources: '.' })
  expect(others).toEqual([])
  expect(word).toMatchObject({
    variables: [
      {
        path: `rewards[7][${user}]`,
        before: { text: '0' },
        after: { text: '2' },
        origin: 'sources',
      },
    ],
    problem: undefined,
  })
}, 400_000)

test('behavior: without sources it is told as not decoded, with the reason', async () => {
  const [word] = await name({})
  expect(word).toMatchObject({ variables: [], problem: expect.stringContaining('sources') })
}, 400_000)

test('behavior: …/storage answers 503 while the words are being named, and then with them', async () => {
  const directory = mkdtempSync(join(tmpdir(), 'suture-storage-'))
  await putEmptyStore(directory)
  const node = await startRpcProxy(anvil.rpcUrl)
  const config = {
    chains: [{ id: chainId, name: 'Anvil', rpcUrls: [node.url] }],
    importReports: true,
  }
  writeFileSync(join(directory, 'config.json'), JSON.stringify(config))
  process.env.SUTURE_CONFIG = join(directory, 'config.json')
  process.env.SUTURE_DATA_DIR = directory
  const { store } = await getServerContext()
  try {
    const block = await readBlock(chain.reader, { chainId })
    const subject = { kind: 'upgrade', proxy, to } as const
    const input = await resolveInput(chain.reader, { chainId, block, subject, deploymentBlock: 0 })
    const report = makeReplayReport({ input, replay: await chain.replay({ proxy, to }) })
    const ask = (path: string, body?: string) =>
      answerApi(
        new Request(`http://desk.example/api/v1/reports${path}`, {
          ...(body && { method: 'POST', body }),
        }),
      )
    const taken = await ask('', serializeReplayReport(report))
    expect(taken.status).toBe(201)
    const { hash } = await taken.json()
    const door = startDoor()
    node.wait = () => door.opened
    const early = await ask(`/${hash}/storage`)
    expect([early.status, (await early.json()).error]).toMatchObject([
      503,
      { shortMessage: 'What the words mean is not known yet.', retry: true },
    ])
    door.open()
    const path = `/${hash}/storage`
    await expect.poll(async () => (await ask(path)).status, { timeout: 60_000 }).toBe(200)
    const { words } = namedStorageAnswer.parse(await (await ask(path)).json())
    expect(words).toMatchObject([
      { address: proxy, variables: [], problem: expect.stringContaining('sources') },
    ])
  } finally {
    await store.close()
    const held = globalThis as { sutureContext?: unknown }
    held.sutureContext = undefined
    await node.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}, 400_000)
