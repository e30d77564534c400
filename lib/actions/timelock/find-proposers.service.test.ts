import governorArtifact from '@uniswap/governance/build/GovernorAlpha.json'
import timelockArtifact from '@uniswap/governance/build/Timelock.json'
import uniArtifact from '@uniswap/governance/build/Uni.json'
import {
  type Abi,
  type Address,
  concat,
  encodeFunctionData,
  getContractAddress,
  type Hash,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
  stringToBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { type FollowContext, followTimelock } from '@/lib/actions/timelock/follow-timelock'
import { runIndexJob } from '@/lib/actions/timelock/index-jobs'
import { createLocalJobs } from '@/lib/adapters/jobs/local-jobs'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import type { Store } from '@/lib/adapters/store/store'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployGeneration,
  execute,
  proposer,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { createTestSafe, executeAs, transactionOf } from '@/test/safe-on-anvil'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'
import { deployArtifact } from '@/test/timelocks/timelock-on-anvil'

const admin = demoAccount(0).address
let world: World
let node: RpcProxy
let store: Store
let safe: Address
let multicaller: Address

beforeAll(async () => {
  await buildContracts()
  world = await startWorld()
  node = await startRpcProxy(world.rpcUrl)
  store = await openStore()
  await deploySafe(world.client)
  safe = await createTestSafe(world.client, { owners: [0, 1, 2], threshold: 2 })
  const [name, file] = ['Multicaller', 'TimelockTargets'] as const
  multicaller = await deployContract(world.client, { from: stranger, name, file })
})
afterAll(async () => {
  await store?.close()
  await node?.stop()
  await world?.stop()
})

const jobs = createLocalJobs()
function contextOf(): FollowContext {
  const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
  return {
    store,
    nodesFor: () => nodes,
    confirmationsFor: () => 2,
    clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] }),
    now: () => new Date(),
    jobs: async () => jobs,
    limits: { maximum: 30, perHour: 100 },
  }
}

/** Whether the node traces. */
function trace(is: boolean) {
  node.rewrite = ({ method }) =>
    is || !method.startsWith('debug_') ? undefined : { error: { code: -32_601, message: 'no' } }
}

async function turn(timelock: Address): Promise<void> {
  await world.client.mine({ blocks: 3 })
  await followTimelock(contextOf(), { timelock: { chainId, address: timelock } })
  await runIndexJob(contextOf(), {
    timelock: { chainId, address: timelock },
    holder: 'test',
    leaseSeconds: 60,
    seconds: 60,
    signal: new AbortController().signal,
  })
}

async function whoScheduled(timelock: Address, id: Hash) {
  const row = await readOperation(store, { chainId, address: timelock, id })
  return [row?.proposer, row?.operation.proposerFrom]
}

async function idsBy(timelock: Address, filter: { proposer?: Address; text?: string }) {
  const all = { chainId, timelock, ...filter }
  const { operations } = await listOperations(store, { filter: all, order: 'scheduled', limit: 9 })
  return operations.map(({ id }) => id)
}

describe('of OpenZeppelin', () => {
  let timelock: Address
  let content: ReturnType<typeof contentOf>
  const ids: Record<'person' | 'safe' | 'contract', Hash> = {
    person: zeroHash,
    safe: zeroHash,
    contract: zeroHash,
  }

  beforeAll(async () => {
    const artifact = generationArtifacts.at(-1)
    if (!artifact) throw new Error('There is none.')
    timelock = await deployGeneration(world, artifact, {
      admin,
      proposers: [proposer, safe, multicaller],
    })
    content = contentOf()
    ids.person = await schedule(world, timelock, content)
    const [bySafe, byContract] = [contentOf(), contentOf()]
    const data = encodeSchedule({ ...bySafe, delay: 100n })
    await executeAs(world.client, [0, 1], transactionOf(safe, { target: timelock, data }))
    ids.safe = hashOperation(bySafe)
    const run = encodeFunctionData({
      abi: parseAbi(['function run(address[] targets, bytes[] datas)']),
      args: [[timelock], [encodeSchedule({ ...byContract, delay: 100n })]],
    })
    await sendTransaction(world.client, { from: stranger, to: multicaller, data: run })
    ids.contract = hashOperation(byContract)
  })

  test('default: without traces a person and a Safe are proven; what a contract did is unknown, and not guessed', async () => {
    trace(false)
    await turn(timelock)
    expect(await whoScheduled(timelock, ids.person)).toEqual([proposer, 'transaction'])
    expect(await whoScheduled(timelock, ids.safe)).toEqual([safe, 'transaction'])
    expect(await whoScheduled(timelock, ids.contract)).toEqual([undefined, 'unknown'])
  })

  test('behavior: the filter and the search find them, and nobody else', async () => {
    expect(await idsBy(timelock, { proposer })).toEqual([ids.person])
    expect(await idsBy(timelock, { proposer: safe })).toEqual([ids.safe])
    expect(await idsBy(timelock, { text: safe })).toEqual([ids.safe])
    expect(await idsBy(timelock, { proposer: multicaller })).toEqual([])
    expect(await idsBy(timelock, { proposer: stranger })).toEqual([])
  })

  test('behavior: each is looked at once, and once more after an event of its own', async () => {
    node.requests.length = 0
    await turn(timelock)
    const looked = () => node.requests.filter(({ method }) => method === 'eth_getTransactionByHash')
    expect(looked()).toEqual([])
    await wait(world, 100n)
    await execute(world, timelock, content)
    await turn(timelock)
    expect(looked()).toHaveLength(1)
    expect(await whoScheduled(timelock, ids.person)).toEqual([proposer, 'transaction'])
    const row = await readOperation(store, { chainId, address: timelock, id: ids.person })
    expect(row).toMatchObject({ standing: 'executed', told: { known: true } })
  })

  test('behavior: with traces the contract is told; a Safe that may not schedule any more, too, and without them it is not', async () => {
    const artifact = generationArtifacts.at(-1)
    if (!artifact) throw new Error('There is none.')
    const proposers = [safe, multicaller]
    for (const [isTracing, nonce] of [
      [false, 1n],
      [true, 2n],
    ] as const) {
      const other = await deployGeneration(world, artifact, { admin, proposers })
      const bySafe = contentOf()
      const data = encodeSchedule({ ...bySafe, delay: 100n })
      await executeAs(world.client, [0, 1], transactionOf(safe, { target: other, data, nonce }))
      const byContract = contentOf()
      const run = encodeFunctionData({
        abi: parseAbi(['function run(address[] targets, bytes[] datas)']),
        args: [[other], [encodeSchedule({ ...byContract, delay: 100n })]],
      })
      await sendTransaction(world.client, { from: stranger, to: multicaller, data: run })
      const revoke = encodeFunctionData({
        abi: parseAbi(['function revokeRole(bytes32 role, address account)']),
        args: [keccak256(stringToBytes('PROPOSER_ROLE')), safe],
      })
      await sendTransaction(world.client, { from: admin, to: other, data: revoke })
      trace(isTracing)
      await turn(other)
      const expected = (account: Address) =>
        isTracing ? [account, 'transaction'] : [undefined, 'unknown']
      expect(await whoScheduled(other, hashOperation(bySafe))).toEqual(expected(safe))
      expect(await whoScheduled(other, hashOperation(byContract))).toEqual(expected(multicaller))
    }
  })
})

describe('by a Safe of a Safe, without traces', () => {
  const artifact = generationArtifacts.at(-1)!
  let inner: Address
  let nonce = 0n

  /** The outer Safe, whose approval is that it calls, has the inner one call the timelock. */
  async function scheduleNested(timelock: Address, outer: Address): Promise<Hash> {
    const content = contentOf()
    const approved = concat([pad(outer), zeroHash, '0x01'])
    const none = zeroAddress
    const call = encodeSchedule({ ...content, delay: 100n })
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'execTransaction',
      args: [timelock, 0n, call, 0, 0n, 0n, 0n, none, none, approved],
    })
    const transaction = transactionOf(outer, { target: inner, data, nonce })
    await executeAs(world.client, [0, 1], transaction)
    nonce += 1n
    return hashOperation(content)
  }

  test.each([true, false])('behavior: the inner one, if it may schedule: %s', async (may) => {
    const outer = await createTestSafe(world.client, { owners: [0, 1, 2], threshold: 2 })
    inner = await createTestSafe(world.client, { owners: [outer], threshold: 1 })
    nonce = 0n
    const timelock = await deployGeneration(world, artifact, { admin, proposers: [inner] })
    const id = await scheduleNested(timelock, outer)
    if (!may) {
      const revoke = encodeFunctionData({
        abi: parseAbi(['function revokeRole(bytes32 role, address account)']),
        args: [keccak256(stringToBytes('PROPOSER_ROLE')), inner],
      })
      await sendTransaction(world.client, { from: admin, to: timelock, data: revoke })
    }
    trace(false)
    await turn(timelock)
    expect(await whoScheduled(timelock, id)).toEqual(
      may ? [inner, 'transaction'] : [undefined, 'unknown'],
    )
  })
})

describe('of other kinds, without traces', () => {
  const chain = () => ({ client: world.client, chainId, rpcUrl: world.rpcUrl, stop: world.stop })
  const encode = (name: string, functionName: string, args: unknown[]) =>
    encodeFunctionData({ abi: readArtifact(name).abi as Abi, functionName, args })
  const send = (from: Address, to: Address, data: `0x${string}`) =>
    sendTransaction(world.client, { from, to, data })

  const now = async () => (await getBlock(world.client)).timestamp

  const kinds = {
    compound: async () => {
      const args = [admin, 2n * 86_400n]
      const to = await deployArtifact(chain(), { from: admin, ...timelockArtifact, args })
      const { timestamp } = await getBlock(world.client)
      const data = encodeFunctionData({
        abi: compoundAbi,
        functionName: 'queueTransaction',
        args: [stranger, 0n, 'ping()', '0x', timestamp + 200_000n],
      })
      await send(admin, to, data)
      return { to, by: admin }
    },
    'zodiac-delay': async () => {
      const name = 'ReconstructedDelay'
      const args = [admin, safe, safe, 3_600n, 600n]
      const to = await deployArtifact(chain(), { from: admin, ...readArtifact(name), args })
      await send(admin, to, encode(name, 'enableModule', [stranger]))
      const added = [multicaller, 0n, '0xabcd', 0]
      await send(stranger, to, encode(name, 'execTransactionFromModule', added))
      return { to, by: stranger }
    },
    'chainlink-rbac': async () => {
      const name = 'ReconstructedRbacTimelock'
      const args = [60n, admin, stranger, stranger]
      const to = await deployContract(world.client, { from: admin, name, args })
      const calls = [{ target: multicaller, value: 0n, data: '0x' }]
      await send(stranger, to, encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n]))
      return { to, by: stranger }
    },
    'chainlink-rbac, by a Safe that is its admin': async () => {
      const name = 'ReconstructedRbacTimelock'
      const owner = await createTestSafe(world.client, { owners: [0, 1, 2], threshold: 2 })
      const args = [60n, owner, stranger, stranger]
      const to = await deployContract(world.client, { from: admin, name, args })
      const calls = [{ target: multicaller, value: 0n, data: '0x' }]
      const data = encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n])
      await executeAs(world.client, [0, 1], transactionOf(owner, { target: to, data }))
      return { to, by: owner }
    },
    'chainlink-rbac, by itself, past its own delay': async () => {
      const name = 'ReconstructedRbacTimelock'
      const nonce = await getTransactionCount(world.client, { address: admin })
      const self = getContractAddress({ from: admin, nonce: BigInt(nonce) })
      const args = [60n, self, stranger, admin]
      const to = await deployContract(world.client, { from: admin, name, args })
      const calls = [{ target: multicaller, value: 0n, data: '0x' }]
      const data = encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n])
      await send(
        admin,
        to,
        encode(name, 'bypasserExecuteBatch', [[{ target: to, value: 0n, data }]]),
      )
      return { to, by: self }
    },
    'compound, behind Governor Alpha': async () => {
      const deploy = (artifact: { abi: unknown; bytecode: string }, args: unknown[]) =>
        deployArtifact(chain(), { from: admin, ...artifact, args } as never)
      const uni = await deploy(uniArtifact, [admin, admin, (await now()) + 10n])
      const nonce = await getTransactionCount(world.client, { address: admin })
      // The timelock is made first and has to know the Governor that follows it.
      const governor = getContractAddress({ from: admin, nonce: BigInt(nonce) + 1n })
      const to = await deploy(timelockArtifact, [governor, 2n * 86_400n])
      await deploy(governorArtifact, [to, uni])
      const ask = (
        functionName: string,
        args: unknown[],
        of: { abi: unknown } = governorArtifact,
      ) =>
        send(
          admin,
          of === uniArtifact ? uni : governor,
          encodeFunctionData({ abi: of.abi as Abi, functionName, args }),
        )
      await ask('delegate', [admin], uniArtifact)
      await ask('propose', [[stranger], [0n], ['ping()'], ['0x'], 'One'])
      await world.client.mine({ blocks: 2 })
      await ask('castVote', [1n, true])
      // proposals[1].endBlock: to mine a week of blocks takes minutes.
      const proposals = keccak256(
        concat([numberToHex(1, { size: 32 }), numberToHex(3, { size: 32 })]),
      )
      const { number } = await getBlock(world.client)
      const index = numberToHex(BigInt(proposals) + 8n, { size: 32 })
      const value = numberToHex(number, { size: 32 })
      await world.client.setStorageAt({ address: governor, index, value })
      await world.client.mine({ blocks: 1 })
      await ask('queue', [1n])
      return { to, by: governor }
    },
  }

  test.each(Object.entries(kinds))('%s: whoever called it', async (name, make) => {
    const [kind] = name.split(',')
    trace(false)
    const { to, by } = await make()
    await turn(to)
    const filter = { chainId, timelock: to }
    const { operations } = await listOperations(store, { filter, order: 'scheduled', limit: 9 })
    expect(operations).toMatchObject([
      { kind, proposer: by, operation: { proposerFrom: 'transaction' } },
    ])
    expect(await idsBy(to, { proposer: by })).toHaveLength(1)
  })
})
