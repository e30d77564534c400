import type { Address } from 'viem'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { RpcUnreachableError } from '@/lib/adapters/rpc/rpc-unreachable-error'
import { openStore } from '@/lib/adapters/store/open-store'
import type { Store } from '@/lib/adapters/store/store'
import type { ServerContext } from '@/lib/config/server-context'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  deployGeneration,
  startWorld,
  type World,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { startDoor } from '@/test/start-door'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { previewTimelock } from './preview-timelock'

let world: World
let store: Store
let node: RpcProxy
let context: FollowContext & ServerContext
let timelock: { chainId: number; address: Address }

beforeAll(async () => {
  await buildContracts()
  world = await startWorld()
  store = await openStore()
  const artifact = generationArtifacts.find(({ version }) => version === '5.7.0')
  if (!artifact) throw new Error('There is no 5.7.0.')
  timelock = { chainId, address: await deployGeneration(world, artifact) }
}, 300_000)
afterAll(async () => {
  await store?.close()
  await world?.stop()
})
beforeEach(async () => {
  node = await startRpcProxy(world.rpcUrl)
  const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  const client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] })
  const jobs = createLocalJobs()
  context = {
    // Nothing that another test has begun is shared.
    ...{ store: { ...store }, config: { chains: [{ id: chainId, confirmations: 4 }] } },
    ...{ nodesFor: () => nodes, clientFor: () => client, jobs: async () => jobs },
    ...{ confirmationsFor: () => 4, now: () => new Date() },
    limits: { maximum: 30, perHour: 100 },
  } as unknown as FollowContext & ServerContext
})
afterEach(async () => {
  await node.stop()
})

async function secondsOf<T>(work: Promise<T>): Promise<readonly [T, number]> {
  const began = performance.now()
  return [await work, (performance.now() - began) / 1_000]
}

test('default', async () => {
  expect(await previewTimelock(context, { ...timelock, patience: 3_000 })).toMatchObject({
    kind: 'timelock',
  })
})

test('behavior: made-up addresses cost the node little: what has no code is not asked for its kind', async () => {
  const nobody = '0x00000000000000000000000000000000000ab0de'
  expect(
    await previewTimelock(context, { chainId, address: nobody, patience: 3_000 }),
  ).toMatchObject({
    kind: 'other',
    reason: expect.stringContaining('No code stands at this address'),
    found: { kind: 'account', sent: 0 },
  })
  const calls = () => node.requests.filter(({ method }) => method === 'eth_call').length
  expect(calls()).toBe(0)
  expect(node.requests.length).toBeLessThan(10)
  await previewTimelock(context, { ...timelock, patience: 3_000 })
  expect(calls()).toBeGreaterThan(0)
})

test('behavior: a node that never answers is not waited for, and neither by whoever asks next', async () => {
  node.wait = () => startDoor().opened
  const [silent, seconds] = await secondsOf(
    previewTimelock(context, { ...timelock, patience: 3_000 }),
  )
  expect(silent).toMatchObject({ kind: 'silent', error: { retry: true } })
  expect(seconds).toBeLessThan(5)
  const [again, atOnce] = await secondsOf(
    previewTimelock(context, { ...timelock, patience: 3_000 }),
  )
  expect([again.kind, atOnce < 1]).toEqual(['silent', true])
  // To follow it is refused as soon.
  const following = followTimelock(context, { timelock }).catch((error: unknown) => error)
  const [refusal, soon] = await secondsOf(following)
  expect(refusal).toBeInstanceOf(RpcUnreachableError)
  expect(soon).toBeLessThan(1)
})

test('behavior: of one that is slow, whoever asks again gets what came meanwhile, without asking it twice', async () => {
  const door = startDoor()
  node.wait = (method) => (method === 'eth_getCode' ? door.opened : undefined)
  const [late, seconds] = await secondsOf(
    previewTimelock(context, { ...timelock, patience: 3_000 }),
  )
  expect(late).toMatchObject({
    kind: 'silent',
    error: { shortMessage: 'The chain has not told in time what stands there.', retry: true },
  })
  expect(seconds).toBeLessThan(5)
  door.open()
  node.wait = undefined
  const codes = () => node.requests.filter(({ method }) => method === 'eth_getCode').length
  await expect.poll(codes).toBeGreaterThan(0)
  expect(await previewTimelock(context, { ...timelock, patience: 3_000 })).toMatchObject({
    kind: 'timelock',
  })
  const asked = codes()
  expect(await previewTimelock(context, { ...timelock, patience: 3_000 })).toMatchObject({
    kind: 'timelock',
  })
  // What was told is not kept: each later look is a new one.
  expect(codes()).toBeGreaterThan(asked)
})
