import {
  type Address,
  concat,
  encodeFunctionData,
  getAddress,
  type Hex,
  numberToHex,
  toEventSelector,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock, getCode } from 'viem/actions'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { deployContract } from '@/demo/world/deploy-contract'
import { askRoles } from '@/lib/actions/timelock/ask-roles'
import { discoverTimelocks, runDiscoveryJob } from '@/lib/actions/timelock/discover-timelocks'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { indexQueue, runIndexJob, timelockOfJob } from '@/lib/actions/timelock/index-jobs'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { refreshDetection } from '@/lib/actions/timelock/refresh-detection'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { forgetTimelock } from '@/lib/adapters/store/forget-timelock'
import { listTimelocks } from '@/lib/adapters/store/list-timelocks'
import { openStore } from '@/lib/adapters/store/open-store'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { releaseScanLease, takeScanLease } from '@/lib/adapters/store/scan-lease'
import type { Store } from '@/lib/adapters/store/store'
import { takeTimelockLease } from '@/lib/adapters/store/timelock-lease'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const chainId = 31_337
const proposer = demoAccount(0).address

let anvil: Anvil
let client: AnvilClient
let node: RpcProxy
let store: Store
let time = new Date('2026-01-01T00:00:00Z')

beforeAll(async () => {
  anvil = await startAnvil({ chainId })
  client = anvilClient(anvil.rpcUrl)
  node = await startRpcProxy(anvil.rpcUrl)
  store = await openStore()
})
afterAll(async () => {
  await store?.close()
  await node?.stop()
  await anvil?.stop()
})
beforeEach(() => {
  // Beyond the hour of the test before.
  time = new Date(time.getTime() + 7_200_000)
})
afterEach(async () => {
  node.rewrite = undefined
  for (const { timelock } of await listTimelocks(store)) await forgetTimelock(store, timelock)
})

function contextOf(limits: Partial<FollowContext['limits']> = {}): FollowContext {
  const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  const jobs = createLocalJobs()
  return {
    store,
    nodesFor: () => nodes,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] }),
    confirmationsFor: () => 4,
    now: () => time,
    jobs: async () => jobs,
    limits: { maximum: 3, perHour: 100, ...limits },
  }
}

async function deploy(): Promise<Address> {
  const args = [60n, [proposer], [zeroAddress], zeroAddress]
  return await deployContract(client, { from: proposer, name: 'TimelockController', args })
}

const follow = (address: Address, context = contextOf()) =>
  followTimelock(context, { timelock: { chainId, address } })

async function putCode(n: number, bytecode: Hex): Promise<Address> {
  const address = getAddress(numberToHex(0xabc000 + n, { size: 20 }))
  await client.setCode({ address, bytecode })
  return address
}

describe('followTimelock', () => {
  test('default: detected, dated, indexed', async () => {
    const address = await deploy()
    const block = (await getBlock(client)).number
    await client.mine({ blocks: 5 })
    const context = contextOf()
    const outcome = await follow(address, context)
    expect(outcome).toMatchObject({
      kind: 'followed',
      timelock: {
        firstBlock: { known: true, value: block },
        scanFrom: block,
        detection: { kind: 'openzeppelin', minDelay: 60n },
        why: 'asked',
      },
    })
    if (outcome.kind === 'followed') expect(outcome.timelock.indexed).toBeUndefined()
    const jobs = await context.jobs()
    const done = new Promise<boolean | undefined>((resolve) => {
      const turn = { holder: 'one', leaseSeconds: 30, seconds: 30 }
      void jobs.work(indexQueue, async (data, signal) => {
        const timelock = timelockOfJob(data) ?? { chainId, address }
        resolve(await runIndexJob(context, { timelock, ...turn, signal }))
      })
    })
    expect(await done).toBe(true)
    await jobs.stop()
    const followed = await readTimelock(store, { chainId, address })
    expect(followed?.indexed?.number).toBe(followed?.headBlock)
  })

  test('behavior: its roles are part of what it is, and are told again when they change', async () => {
    const address = await deploy()
    const context = contextOf()
    await follow(address, context)
    const turn = { holder: 'one', leaseSeconds: 30, seconds: 30 }
    const signal = new AbortController().signal
    const badges = async () => {
      await runIndexJob(context, { timelock: { chainId, address }, ...turn, signal })
      const followed = await readTimelock(store, { chainId, address })
      expect(followed?.detectedBlock).toBeDefined()
      return followed?.detection.badges.map(({ id }) => id)
    }
    expect(await badges()).toContain('anyone-executes')
    const before = (await readTimelock(store, { chainId, address }))?.detectedBlock
    await client.mine({ blocks: 1 })
    await badges()
    // Nothing has changed, so nothing was asked.
    expect((await readTimelock(store, { chainId, address }))?.detectedBlock).toBe(before)
    const args = [timelockRoleIds.executor, zeroAddress] as const
    const data = encodeFunctionData({ abi: timelockAbi, functionName: 'revokeRole', args })
    await client.impersonateAccount({ address })
    await client.setBalance({ address, value: 10n ** 18n })
    await sendTransaction(client, { from: address, to: address, data })
    await client.stopImpersonatingAccount({ address })
    const after = await badges()
    expect(after).toContain('nobody-executes')
    expect(after).not.toContain('anyone-executes')
  })

  test('behavior: other code in its place is told, and not for ever', async () => {
    const address = await deploy()
    const context = contextOf()
    await follow(address, context)
    const timelock = { chainId, address }
    const look = async () => {
      // Nobody tells that code was replaced: it is looked at once in a while.
      await client.mine({ blocks: 1 })
      await indexTimelock(context, { timelock })
      expect(await refreshDetection(context, { timelock, everyBlocks: 1n })).toBe(true)
      // As in a turn.
      await askRoles(context, { timelock, everyBlocks: 1n })
      expect(await refreshDetection(context, { timelock, everyBlocks: 1n })).toBe(false)
      return (await readTimelock(store, timelock))?.detection
    }
    const [kind, other] = ['openzeppelin', 'answers-otherwise'] as const
    const idsOf = (detection: Awaited<ReturnType<typeof look>>) =>
      detection?.badges.map(({ id }) => id)
    expect(idsOf(await look())).not.toContain(other)
    const code = await getCode(client, { address })
    await client.setCode({ address, bytecode: '0x60006000fd' })
    const replaced = await look()
    expect(replaced).toMatchObject({ kind })
    expect(replaced?.badges[0]).toMatchObject({ id: other, severity: 'critical' })
    expect(idsOf(await look())?.filter((id) => id === other)).toHaveLength(1)
    await client.setCode({ address, bytecode: code ?? '0x' })
    expect(idsOf(await look())).not.toContain(other)
  })

  test('behavior: whoever asks again costs the chain nothing', async () => {
    const address = await deploy()
    await follow(address)
    node.requests.length = 0
    expect((await follow(address)).kind).toBe('followed')
    expect(node.requests).toEqual([])
  })

  test('behavior: the least looked at gives way; a configured one does not', async () => {
    const configured = await deploy()
    await followTimelock(contextOf(), { timelock: { chainId, address: configured }, why: 'config' })
    const asked: Address[] = []
    for (let n = 0; n < 4; n++) {
      time = new Date(time.getTime() + 120_000)
      asked.push(await deploy())
      await follow(asked[n] ?? zeroAddress)
      // Somebody keeps looking at the first one.
      await follow(asked[0] ?? zeroAddress)
    }
    const followed = (await listTimelocks(store)).map(({ timelock }) => timelock.address)
    expect(new Set(followed)).toEqual(new Set([configured, asked[0], asked[2], asked[3]]))
  })

  test('behavior: a node that forgets the past; scanning begins with the first block', async () => {
    const address = await deploy()
    const head = numberToHex((await getBlock(client)).number)
    node.rewrite = ({ method, params }) =>
      method === 'eth_getCode' && params[1] !== head
        ? { error: { code: -32000, message: 'missing trie node' } }
        : undefined
    expect(await follow(address)).toMatchObject({
      kind: 'followed',
      timelock: {
        firstBlock: { known: false, reason: expect.stringContaining('missing trie node') },
        scanFrom: 0n,
      },
    })
  })

  test.each<[string, () => Promise<Address> | Address, RegExp]>([
    ['a person', () => proposer, /No code stands at this address/],
    ['nothing', () => getAddress(numberToHex(0xdead, { size: 20 })), /No code stands/],
    ['a contract that stops at once', () => putCode(1, '0x00'), /none of the known kinds/],
    // PUSH1 1 PUSH0 MSTORE PUSH1 32 PUSH0 RETURN: it answers everything with 1.
    ['a contract that answers anything', () => putCode(2, '0x60015f5260205ff3'), /none of the/],
    ['a contract that always reverts', () => putCode(3, '0x5f5ffd'), /none of the known kinds/],
    // It only hands on to an address without code.
    [
      'a clone of nothing',
      () =>
        putCode(
          4,
          concat([
            '0x363d3d373d3d3d363d73',
            numberToHex(0xbeef, { size: 20 }),
            '0x5af43d82803e903d91602b57fd5bf3',
          ]),
        ),
      /none of the known kinds/,
    ],
  ])('error: %s is refused with the reason, and nothing is stored', async (_, address, reason) => {
    const outcome = await follow(await address())
    expect(outcome).toMatchObject({ kind: 'refused', retry: false })
    expect(outcome.kind === 'refused' && outcome.reason).toMatch(reason)
    expect(await listTimelocks(store)).toEqual([])
  })

  test('error: more than an hour takes', async () => {
    const context = contextOf({ perHour: 1 })
    await follow(await deploy(), context)
    expect(await follow(await deploy(), context)).toMatchObject({ kind: 'refused', retry: true })
    time = new Date(time.getTime() + 3_700_000)
    expect((await follow(await deploy(), context)).kind).toBe('followed')
  })

  test('error: an instance for configured ones only', async () => {
    expect(await follow(await deploy(), contextOf({ maximum: 0 }))).toMatchObject({
      kind: 'refused',
      retry: false,
    })
  })

  test('error: a node that does not answer; nothing is said of the address', async () => {
    const address = await deploy()
    node.rewrite = ({ method }) =>
      method === 'eth_call' ? { error: { code: -32005, message: 'busy' } } : undefined
    await expect(follow(address)).rejects.toThrow('A node refused a request.')
    expect(await listTimelocks(store)).toEqual([])
  })
})

describe('runIndexJob', () => {
  test('behavior: one at a time; whoever died is taken over from', async () => {
    const timelock = { chainId, address: await deploy() }
    await follow(timelock.address)
    const turn = { timelock, leaseSeconds: 30, seconds: 30, signal: new AbortController().signal }
    await takeTimelockLease(store, { timelock, holder: 'dead', seconds: 1 })
    expect(await runIndexJob(contextOf(), { ...turn, holder: 'other' })).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await runIndexJob(contextOf(), { ...turn, holder: 'other' })).toBe(true)
  })
})

describe('discoverTimelocks', () => {
  const discover = (context = contextOf()) =>
    discoverTimelocks(context, { chainId, signal: new AbortController().signal })

  async function schedule(to: Address, salt: number): Promise<void> {
    const calls = [{ target: proposer, value: 0n, data: '0x' }] as const
    const content = { kind: 'single', calls, predecessor: zeroHash } as const
    const numbered = { ...content, salt: numberToHex(salt, { size: 32 }), delay: 60n }
    await sendTransaction(client, { from: proposer, to, data: encodeSchedule(numbered) })
  }

  test('default: who emits the events and is a timelock; each block once, final ones only', async () => {
    const [one, two] = [await deploy(), await deploy()]
    await schedule(one, 1)
    // LOG1 of CallScheduled's topic: it only emits the event.
    const topic = toEventSelector(
      'CallScheduled(bytes32,uint256,address,uint256,bytes,bytes32,uint256)',
    )
    const liar = await putCode(9, concat(['0x7f', topic, '0x5f5fa100']))
    await sendTransaction(client, { from: proposer, to: liar, data: '0x' })
    await client.mine({ blocks: 4 })
    await schedule(two, 1)
    const first = await discover()
    expect(first).toMatchObject({ isDone: true, found: [one] })
    node.requests.length = 0
    await client.mine({ blocks: 5 })
    expect(await discover()).toMatchObject({ isDone: true, found: [two] })
    const asked = node.requests.filter(({ method }) => method === 'eth_getLogs')
    const fromBlock = numberToHex((first.searchedTo ?? 0n) + 1n)
    expect(asked[0]?.params[0]).toMatchObject({ fromBlock })
  })

  test('behavior: without room nothing is forgotten, and the blocks are searched again', async () => {
    const full = contextOf({ maximum: 1 })
    const kept = await deploy()
    await follow(kept, full)
    const late = await deploy()
    await schedule(late, 2)
    await client.mine({ blocks: 5 })
    expect(await discover(full)).toMatchObject({ isDone: false, found: [] })
    expect((await listTimelocks(store)).map(({ timelock }) => timelock.address)).toEqual([kept])
    expect(await discover()).toMatchObject({ isDone: true, found: [late] })
  })

  test('behavior: one process searches a chain at a time; one that died gives way', async () => {
    await client.mine({ blocks: 5 })
    const lease = { chainId, subject: 'discovery', holder: 'dead', seconds: 1 }
    const run = (holder: string) =>
      runDiscoveryJob(contextOf(), {
        chainId,
        holder,
        leaseSeconds: 30,
        signal: new AbortController().signal,
      })
    expect(await takeScanLease(store, lease)).toBe(true)
    expect(await run('other')).toBeUndefined()
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await run('other')).toMatchObject({ isDone: true })
    // It was given back.
    expect(await takeScanLease(store, { ...lease, holder: 'next' })).toBe(true)
    await releaseScanLease(store, { ...lease, holder: 'next' })
  })

  test('error: a node that serves no events of any address', async () => {
    await client.mine({ blocks: 5 })
    node.rewrite = ({ method }) =>
      method === 'eth_getLogs' ? { error: { code: -32602, message: 'an address' } } : undefined
    await expect(discover()).rejects.toThrow('A node refused a request.')
  })
})
