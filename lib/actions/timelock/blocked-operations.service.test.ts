import manager from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hex,
  keccak256,
  maxUint256,
  numberToHex,
  toFunctionSelector,
} from 'viem'
import { getBlock, getCode, setCode } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import { readQueue } from '@/lib/actions/timelock-pages/read-queue'
import { countOperations } from '@/lib/adapters/store/list-operations'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { delayAbi, deployPublishedDelay } from '@/test/timelocks/deploy-published-delay'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import {
  deployArtifact,
  mineAt,
  startTimelockChain,
  type TimelockChain,
} from '@/test/timelocks/timelock-on-anvil'

const [owner, member, stranger] = demoAddresses(0, 3) as [Address, Address, Address]
const wait = 3_600n

let chain: TimelockChain
let queue: FollowedOnAnvil
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  queue = await FollowedOnAnvil.open(chain)
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

const call = (from: Address, to: Address, abi: Abi, functionName: string, args: unknown[]) =>
  sendTransaction(chain.client, { from, to, data: encodeFunctionData({ abi, functionName, args }) })

async function pass(seconds: bigint): Promise<void> {
  const { timestamp } = await getBlock(chain.client)
  await mineAt(chain, timestamp + seconds)
}

/** In which group of the queue its operations are, and how many are counted where. */
async function groups(timelock: Address) {
  const filter = { chainId: chain.chainId, timelock }
  const page = await readQueue({ store: queue.store }, { filter })
  const counts = await countOperations(queue.store, { filter })
  const shown = page.groups.filter(({ operations }) => operations.length > 0)
  for (const name of ['ready', 'blocked'] as const) {
    expect(page.groups.find((one) => one.name === name)?.operations.length ?? 0).toBe(counts[name])
  }
  return Object.fromEntries(shown.map(({ name, operations }) => [name, operations.length]))
}

test('behavior: of a Delay only what is next is ready; what is behind it is blocked by it', async () => {
  await deploySafe(chain.client)
  const safe = await createSafe(chain.client, { owners: [owner], threshold: 1 })
  const made = { safe, owner, module: member, cooldown: wait, expiration: 0n }
  const delay = await deployPublishedDelay(chain, made)
  const abi = delayAbi()
  await queue.follow(delay)
  for (const data of ['0x01', '0x02', '0x03'] as const) {
    await call(member, delay, abi, 'execTransactionFromModule', [stranger, 0n, data, 0])
  }
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['waiting', 'waiting', 'waiting'])
  await pass(wait)
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['ready', 'blocked', 'blocked'])
  expect(await groups(delay)).toEqual({ ready: 1, blocked: 2 })
  const id = (nonce: bigint) => numberToHex(nonce, { size: 32 })
  expect((await queue.list(delay)).map(({ waitsFor }) => waitsFor)).toEqual([
    undefined,
    id(0n),
    id(0n),
  ])
  // The picture of the order has the same.
  const timelock = { chainId: chain.chainId, address: delay }
  const page = await readFollowedTimelock({ store: queue.store }, timelock)
  const edges = page?.order.map(({ id, predecessor }) => [BigInt(id), predecessor])
  expect(new Map(edges as [bigint, Hex | undefined][])).toEqual(
    new Map([
      [0n, undefined],
      [1n, id(0n)],
      [2n, id(0n)],
    ]),
  )
  // No event tells of the execution: the contract does, when it is asked again.
  await call(stranger, delay, abi, 'executeNextTx', [stranger, 0n, '0x01', 0])
  await queue.later()
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['passed', 'ready', 'blocked'])
})

test('behavior: what an AccessManager would refuse is blocked, from the second at which it is due', async () => {
  const abi = manager.abi as Abi
  const address = await deployArtifact(chain, { from: owner, ...manager, args: [owner] })
  const file = 'TimelockFixtures'
  const made = { from: owner, name: 'ManagedCounter', file, args: [address] }
  const [open, closed] = [
    await deployContract(chain.client, made),
    await deployContract(chain.client, made),
  ]
  const increment = toFunctionSelector('increment()')
  await call(owner, address, abi, 'grantRole', [7n, member, Number(wait)])
  for (const target of [open, closed]) {
    await call(owner, address, abi, 'setTargetFunctionRole', [target, [increment], 7n])
  }
  await queue.follow(address)
  for (const target of [open, closed]) {
    await call(member, address, abi, 'schedule', [target, increment, 0])
  }
  await call(owner, address, abi, 'setTargetClosed', [closed, true])
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['waiting', 'waiting'])
  await pass(wait)
  // By what was heard while it waited, too.
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'blocked'])
  await queue.later()
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'blocked'])
  expect(await groups(address)).toEqual({ ready: 1, blocked: 1 })
  await call(owner, address, abi, 'setTargetClosed', [closed, false])
  await queue.later()
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'ready'])
})

test('behavior: what a manager would refuse to do to itself is blocked', async () => {
  const abi = manager.abi as Abi
  const address = await deployArtifact(chain, { from: owner, ...manager, args: [owner] })
  await call(owner, address, abi, 'grantRole', [0n, member, Number(wait)])
  await queue.follow(address)
  const encode = (functionName: string, args: unknown[]) =>
    encodeFunctionData({ abi, functionName, args })
  const datas = [
    encode('labelRole', [7n, 'Keepers']),
    encode('grantRole', [7n, stranger, 0]),
    encode('revokeRole', [7n, stranger]),
  ]
  for (const data of datas) await call(member, address, abi, 'schedule', [address, data, 0])
  await pass(wait)
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'ready', 'ready'])
  await call(owner, address, abi, 'revokeRole', [0n, member])
  await queue.later()
  await queue.turn(address)
  for (const data of datas) {
    await expect(call(member, address, abi, 'execute', [address, data])).rejects.toThrow('reverted')
  }
  expect(await queue.standings(address)).toEqual(['blocked', 'blocked', 'blocked'])
  await call(owner, address, abi, 'grantRole', [0n, member, Number(wait)])
  await queue.later()
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'ready', 'ready'])
  await call(member, address, abi, 'execute', [address, datas[1]])
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['ready', 'executed', 'ready'])
})

test('behavior: a period that no clock reaches, or that the contract cannot count', async () => {
  await deploySafe(chain.client)
  const safe = await createSafe(chain.client, { owners: [owner], threshold: 1, saltNonce: 2n })
  const made = { safe, owner, module: member, cooldown: wait, expiration: 0n }
  const delay = await deployPublishedDelay(chain, made)
  const abi = delayAbi()
  const execute = () => call(stranger, delay, abi, 'executeNextTx', [stranger, 0n, '0x01', 0])
  await queue.follow(delay)
  await call(member, delay, abi, 'execTransactionFromModule', [stranger, 0n, '0x01', 0])
  await pass(wait)
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['ready'])
  await call(owner, delay, abi, 'setTxCooldown', [maxUint256])
  await queue.later()
  await queue.turn(delay)
  await expect(execute()).rejects.toThrow('reverted')
  expect(await queue.list(delay)).toMatchObject([{ standing: 'waiting', due: maxUint256 }])
  await call(owner, delay, abi, 'setTxCooldown', [wait])
  await call(owner, delay, abi, 'setTxExpiration', [maxUint256])
  await queue.later()
  await queue.turn(delay)
  await expect(execute()).rejects.toThrow('reverted')
  expect(await queue.list(delay)).toMatchObject([
    { standing: 'blocked', mismatch: expect.stringContaining('more than the contract can count') },
  ])
  // A century is no trouble.
  await call(owner, delay, abi, 'setTxExpiration', [36_525n * 86_400n])
  await queue.later()
  await queue.turn(delay)
  expect(await queue.list(delay)).toMatchObject([{ standing: 'ready', mismatch: undefined }])
  await execute()
})

test('behavior: what a Delay holds that does not answer any more is unknown, and not ready', async () => {
  await deploySafe(chain.client)
  const safe = await createSafe(chain.client, { owners: [owner], threshold: 1, saltNonce: 3n })
  const made = { safe, owner, module: member, cooldown: wait, expiration: 0n }
  const delay = await deployPublishedDelay(chain, made)
  await queue.follow(delay)
  await call(member, delay, delayAbi(), 'execTransactionFromModule', [stranger, 0n, '0x01', 0])
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['waiting'])
  const code = (await getCode(chain.client, { address: delay })) ?? '0x'
  await setCode(chain.client, { address: delay, bytecode: '0xfe' })
  await pass(wait)
  await queue.turn(delay)
  expect(await queue.list(delay)).toMatchObject([{ standing: 'unknown', told: { known: false } }])
  await setCode(chain.client, { address: delay, bytecode: code })
  await pass(1n)
  await queue.turn(delay)
  expect(await queue.list(delay)).toMatchObject([{ standing: 'ready', told: { known: true } }])
  const [operation] = await queue.list(delay)
  expect(await queue.words(delay, operation?.id)).toEqual([
    'scheduled',
    'about-to-be-ready',
    'ready',
  ])
})

test('behavior: a node that refuses for a while takes nothing back of what the contract said', async () => {
  const abi = manager.abi as Abi
  const address = await deployArtifact(chain, { from: owner, ...manager, args: [owner] })
  const file = 'TimelockFixtures'
  const made = { from: owner, name: 'ManagedCounter', file, args: [address] }
  const target = await deployContract(chain.client, made)
  const increment = toFunctionSelector('increment()')
  await call(owner, address, abi, 'grantRole', [7n, member, Number(wait)])
  await call(owner, address, abi, 'setTargetFunctionRole', [target, [increment], 7n])
  await call(member, address, abi, 'schedule', [target, increment, 0])
  await call(owner, address, abi, 'setTargetClosed', [target, true])
  await pass(wait)
  const proxy = await startRpcProxy(chain.rpcUrl)
  const behind = await FollowedOnAnvil.open({ ...chain, rpcUrl: proxy.url })
  await behind.follow(address)
  await behind.turn(address)
  expect(await behind.standings(address)).toEqual(['blocked'])
  proxy.rewrite = ({ method }) =>
    method === 'eth_call' ? { error: { code: -32_005, message: 'rate limit' } } : undefined
  await behind.later()
  await behind.turn(address)
  expect(await behind.standings(address)).toEqual(['blocked'])
  // It is asked again as soon as it answers.
  await call(owner, address, abi, 'setTargetClosed', [target, false])
  proxy.rewrite = undefined
  await behind.turn(address)
  expect(await behind.standings(address)).toEqual(['ready'])
  const [operation] = await behind.list(address)
  expect(
    (await behind.words(address, operation?.id)).filter((word) => word !== 'scheduled'),
  ).toEqual(['blocked', 'ready'])
  await behind.close()
  await proxy.stop()
})

test('behavior: a plan whose target has other code is blocked', async () => {
  const { abi } = readArtifact('ReconstructedDsPause')
  const from = owner
  const pause = await deployContract(chain.client, {
    from,
    name: 'ReconstructedDsPause',
    args: [wait, owner, stranger],
  })
  const deploySpell = (answer: bigint) =>
    deployContract(chain.client, {
      from,
      name: 'TimelockYesSayer',
      file: 'TimelockFixtures',
      args: [answer],
    })
  const [kept, changed] = [await deploySpell(1n), await deploySpell(1n)]
  await queue.follow(pause)
  const code = (await getCode(chain.client, { address: kept })) ?? '0x'
  const { timestamp } = await getBlock(chain.client)
  for (const target of [kept, changed]) {
    const plan = [target, keccak256(code), '0x', timestamp + wait + 100n]
    await call(owner, pause, abi as Abi, 'plot', plan)
  }
  await setCode(chain.client, { address: changed, bytecode: '0x00' })
  await queue.turn(pause)
  expect(await queue.standings(pause)).toEqual(['waiting', 'waiting'])
  await pass(wait + 100n)
  await queue.turn(pause)
  expect(await queue.standings(pause)).toEqual(['ready', 'blocked'])
  expect(await groups(pause)).toEqual({ ready: 1, blocked: 1 })
  await setCode(chain.client, { address: changed, bytecode: code })
  await queue.later()
  await queue.turn(pause)
  expect(await queue.standings(pause)).toEqual(['ready', 'ready'])
})
