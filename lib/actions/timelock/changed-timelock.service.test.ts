import manager from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import adminArtifact from '@openzeppelin/contracts/build/contracts/ProxyAdmin.json'
import proxyArtifact from '@openzeppelin/contracts/build/contracts/TransparentUpgradeableProxy.json'
import compound from '@uniswap/governance/build/Timelock.json'
import { type Abi, type Address, encodeFunctionData, padHex, zeroAddress } from 'viem'
import { getBlock, getCode, getStorageAt, setCode, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  contentOf,
  deployer,
  deployGeneration,
  execute,
  proposer,
  schedule,
  wait,
  wordOf,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import {
  deployArtifact,
  startTimelockChain,
  type TimelockChain,
} from '@/test/timelocks/timelock-on-anvil'

const day = 86_400n

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

async function deployVersion(version: string): Promise<Address> {
  const artifact = generationArtifacts.find((one) => one.version === version)
  if (!artifact) throw new Error(`No artifact of ${version}.`)
  return await deployGeneration(chain, artifact)
}

/** What its page shows of it. */
async function pageOf(address: Address) {
  const timelock = { chainId: chain.chainId, address }
  const page = await readFollowedTimelock({ store: queue.store }, timelock)
  if (!page) throw new Error('It is followed.')
  return page
}

const badgesOf = async (address: Address) =>
  (await pageOf(address)).detection.badges.map(({ id }) => id)

test('behavior: a timelock whose code is replaced is told anew at once, and that it was', async () => {
  const [old, later] = [await deployVersion('4.9.6'), await deployVersion('5.7.0')]
  const timelock = await deployArtifact(chain, {
    from: deployer,
    ...proxyArtifact,
    // It wants a call to begin with.
    args: [old, deployer, encodeFunctionData({ abi: timelockAbi, functionName: 'getMinDelay' })],
  })
  await queue.follow(timelock)
  await queue.turn(timelock)
  expect((await pageOf(timelock)).detection.generation).toBe('4.9')
  const before = await queue.words(timelock)
  const slot = '0xb53127684a568b3173ae13b9f8a6016e243e63b6e8ee1178d6a717850b5d6103'
  const stored = await getStorageAt(chain.client, { address: timelock, slot })
  const admin = `0x${stored?.slice(-40)}` as Address
  const upgrade = async (implementation: Address) => {
    const data = encodeFunctionData({
      abi: adminArtifact.abi as Abi,
      functionName: 'upgradeAndCall',
      args: [timelock, implementation, '0x'],
    })
    await sendTransaction(chain.client, { from: deployer, to: admin, data })
    await queue.turn(timelock)
  }
  await upgrade(later)
  expect((await pageOf(timelock)).detection.generation).toBe('5.1 or later')
  const token = await deployContract(chain.client, {
    from: deployer,
    name: 'HarborToken',
    args: ['Dollar', 'USD', 6],
  })
  await upgrade(token)
  expect(await badgesOf(timelock)).toContain('answers-otherwise')
  const told = (await queue.told(timelock)).slice(before.length)
  expect(told.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['role-changed', { of: 'rule', about: 'implementation', after: later }],
    ['role-changed', { of: 'rule', about: 'implementation', after: token }],
  ])
  // Who may do so is among those who hold something.
  const { roles } = await pageOf(timelock)
  expect(roles?.claims).toContainEqual(
    expect.objectContaining({ role: 'proxy admin', holds: true, contract: null }),
  )
})

test('behavior: a minimum delay that another is answered for is noticed in the next turn', async () => {
  const timelock = await deployVersion('5.7.0')
  await queue.follow(timelock)
  await queue.turn(timelock)
  const before = await queue.words(timelock)
  // As a fork does that drops it in an emergency.
  await setStorageAt(chain.client, { address: timelock, index: 2, value: wordOf(0) })
  await wait(chain, 1n)
  await queue.turn(timelock)
  expect((await pageOf(timelock)).detection.minDelay).toBe(0n)
  expect(await badgesOf(timelock)).toEqual(
    expect.arrayContaining(['delay-zero', 'min-delay-overridden']),
  )
  await wait(chain, 1n)
  await queue.turn(timelock)
  const told = (await queue.told(timelock)).slice(before.length)
  expect(told.map(({ kind, detail }) => [kind, detail])).toEqual([
    ['delay-changed', { of: 'delay', name: 'minDelay', before: 100n, after: 0n }],
  ])
})

test('behavior: a minimum delay that an operation sets is told once, by its event', async () => {
  const timelock = await deployVersion('5.7.0')
  await queue.follow(timelock)
  await queue.turn(timelock)
  const before = await queue.words(timelock)
  const data = encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [500n] })
  const content = contentOf({ calls: [{ target: timelock, value: 0n, data }] })
  await schedule(chain, timelock, content)
  await wait(chain, 100n)
  await execute(chain, timelock, content)
  await queue.turn(timelock)
  await queue.later()
  await queue.turn(timelock)
  expect((await queue.words(timelock)).slice(before.length)).toEqual(['delay-changed'])
  expect((await pageOf(timelock)).detection.minDelay).toBe(500n)
})

test('behavior: who has accepted to be admin of a Compound timelock is pending no more', async () => {
  const abi = compound.abi as Abi
  const timelock = await deployArtifact(chain, {
    from: deployer,
    ...compound,
    args: [deployer, 2n * day],
  })
  const send = (from: Address, functionName: string, args: unknown[]) =>
    sendTransaction(chain.client, {
      from,
      to: timelock,
      data: encodeFunctionData({ abi, functionName, args }),
    })
  await queue.follow(timelock)
  const eta = (await getBlock(chain.client)).timestamp + 2n * day + 100n
  const successor = padHex(proposer, { size: 32 })
  const offer = [timelock, 0n, 'setPendingAdmin(address)', successor, eta]
  await send(deployer, 'queueTransaction', offer)
  await wait(chain, 2n * day + 200n)
  await send(deployer, 'executeTransaction', offer)
  await queue.turn(timelock)
  const claims = async () => (await pageOf(timelock)).roles?.claims
  const pending = { role: 'pending admin', account: proposer }
  expect(await claims()).toContainEqual({ ...pending, holds: true, contract: true })
  await send(proposer, 'acceptAdmin', [])
  await queue.turn(timelock)
  expect(await claims()).toEqual([
    { role: 'admin', account: proposer, holds: true, contract: true },
    { ...pending, holds: false, contract: false },
  ])
  expect((await queue.told(timelock)).at(-1)?.detail).toEqual({
    of: 'admin',
    name: 'pending admin',
    account: zeroAddress,
  })
})

test('behavior: what an AccessManager changes for a time to come is told with that time', async () => {
  const abi = manager.abi as Abi
  const address = await deployArtifact(chain, { from: deployer, ...manager, args: [deployer] })
  const send = (functionName: string, args: unknown[]) =>
    sendTransaction(chain.client, {
      from: deployer,
      to: address,
      data: encodeFunctionData({ abi, functionName, args }),
    })
  await queue.follow(address)
  await queue.turn(address)
  const before = (await queue.words(address)).length
  await send('setGrantDelay', [7n, Number(day)])
  const counts = (await getBlock(chain.client)).timestamp + 5n * day
  await wait(chain, 6n * day)
  await send('grantRole', [7n, proposer, 0])
  const begins = (await getBlock(chain.client)).timestamp + day
  // Of a role without such a delay it begins at once.
  await send('grantRole', [8n, proposer, 0])
  await queue.turn(address)
  const told = (await queue.told(address)).slice(before).map(({ detail }) => detail)
  const from = (seconds: bigint) =>
    `from ${new Date(Number(seconds) * 1_000).toISOString().replace('.000Z', 'Z')} on`
  expect(told.filter(({ of }) => of === 'rule')).toEqual([
    { of: 'rule', about: 'grant delay of role 7', after: from(counts) },
    { of: 'rule', about: `${proposer} as role 7`, after: from(begins) },
  ])
  const { settings } = await pageOf(address)
  expect(settings.filter(({ what }) => what === 'rule')).toHaveLength(2)
})

test('behavior: what waited in a contract that does not answer any more is unknown, and not ready', async () => {
  const timelock = await deployVersion('5.7.0')
  await queue.follow(timelock)
  const [executed, waiting] = [contentOf(), contentOf()]
  await schedule(chain, timelock, executed)
  await schedule(chain, timelock, waiting)
  await wait(chain, 80n)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['waiting', 'waiting'])
  await wait(chain, 20n)
  await execute(chain, timelock, executed)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['executed', 'ready'])
  const code = (await getCode(chain.client, { address: timelock })) ?? '0x'
  await setCode(chain.client, { address: timelock, bytecode: '0xfe' })
  await queue.later()
  await queue.turn(timelock)
  // What its events have closed stays closed.
  expect(await queue.list(timelock)).toMatchObject([
    { standing: 'executed' },
    { standing: 'unknown', told: { known: false } },
  ])
  await setCode(chain.client, { address: timelock, bytecode: code })
  await wait(chain, 1n)
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['executed', 'ready'])
  // It was told when it was so, and not again.
  const words = await queue.words(timelock, hashOperation(waiting))
  expect(words.filter((word) => word.endsWith('ready'))).toEqual(['ready'])
})
