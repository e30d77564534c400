import manager from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hash,
  numberToHex,
  toFunctionSelector,
} from 'viem'
import { getBlock } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { createSafe } from '@/demo/chain/create-safe'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { readFeed } from '@/lib/actions/queue-events/read-feed'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import type { Config } from '@/lib/config/config'
import { delayAbi, deployPublishedDelay } from '@/test/timelocks/deploy-published-delay'
import { FollowedOnAnvil, leadSeconds } from '@/test/timelocks/followed-on-anvil'
import {
  deployArtifact,
  mineAt,
  startTimelockChain,
  type TimelockChain,
} from '@/test/timelocks/timelock-on-anvil'

const [owner, member, stranger] = demoAddresses(0, 3) as [Address, Address, Address]
const cooldown = 3_600n
const expiration = 1_000n

let chain: TimelockChain
let queue: FollowedOnAnvil
let safe: Address
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  await deploySafe(chain.client)
  safe = await createSafe(chain.client, { owners: [owner], threshold: 1 })
  queue = await FollowedOnAnvil.open(chain)
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

const call = (from: Address, to: Address, abi: Abi, functionName: string, args: unknown[]) =>
  sendTransaction(chain.client, { from, to, data: encodeFunctionData({ abi, functionName, args }) })
const now = async () => (await getBlock(chain.client)).timestamp
const at = async (time: bigint) => mineAt(chain, time)
const idOf = (nonce: bigint): Hash => numberToHex(nonce, { size: 32 })

const deployDelay = (expires = expiration) =>
  deployPublishedDelay(chain, { safe, owner, module: member, cooldown, expiration: expires })
const add = (delay: Address, data: string) =>
  call(member, delay, delayAbi(), 'execTransactionFromModule', [stranger, 0n, data, 0])
const executeNext = (delay: Address, data: string) =>
  call(stranger, delay, delayAbi(), 'executeNextTx', [stranger, 0n, data, 0])

test('behavior: of a Delay what is next is told as ready, and what is behind it when it is next', async () => {
  const delay = await deployDelay()
  await queue.follow(delay)
  await add(delay, '0x01')
  await add(delay, '0x02')
  const added = await now()
  await queue.turn(delay)
  await at(added + cooldown - BigInt(leadSeconds))
  await queue.turn(delay)
  await at(added + cooldown)
  await queue.turn(delay)
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
  expect(await queue.words(delay, idOf(1n))).toEqual(['scheduled', 'about-to-be-ready'])
  await executeNext(delay, '0x01')
  await queue.later()
  await queue.turn(delay)
  const ready = (await queue.told(delay, idOf(1n))).at(-1)
  expect(ready?.kind).toBe('ready')
  // Not when its cooldown was over: who is told of what is new has to hear of it.
  expect(ready?.at).toBe(await now())
  await at(added + cooldown + expiration + 1n)
  await queue.turn(delay)
  // What was executed in time is not stale, and what was told of it was so.
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
  expect((await queue.words(delay, idOf(1n))).slice(2)).toEqual(['ready', 'stale'])
})

test('behavior: a time that was moved without an event is taken back, and told again when it comes', async () => {
  const delay = await deployDelay(0n)
  await queue.follow(delay)
  await add(delay, '0x01')
  const added = await now()
  await at(added + cooldown)
  await queue.turn(delay)
  const words = () => queue.words(delay, idOf(0n))
  expect(await words()).toEqual(['scheduled', 'about-to-be-ready', 'ready'])
  const longer = 100_000n
  await call(owner, delay, delayAbi(), 'setTxCooldown', [longer])
  await queue.later()
  await queue.turn(delay)
  expect((await words()).slice(3)).toEqual(['-ready', '-about-to-be-ready'])
  await at(added + longer - 1n)
  await queue.turn(delay)
  expect((await words()).slice(5)).toEqual(['about-to-be-ready'])
  await at(added + longer)
  await queue.turn(delay)
  const events = await queue.told(delay, idOf(0n))
  expect(events.at(-1)).toMatchObject({
    kind: 'ready',
    at: added + longer,
    detail: { eta: added + longer },
  })
  // Nothing is told twice.
  await queue.later()
  await queue.turn(delay)
  expect(await words()).toHaveLength(7)
})

test('behavior: a delay that was changed without an event is told, and what is added then has it', async () => {
  const delay = await deployDelay(0n)
  await queue.follow(delay)
  await queue.turn(delay)
  const before = await queue.words(delay)
  await call(owner, delay, delayAbi(), 'setTxCooldown', [100_000n])
  await queue.turn(delay)
  await queue.turn(delay)
  const changed = (await queue.told(delay)).slice(before.length)
  expect(changed).toMatchObject([
    {
      kind: 'delay-changed',
      detail: { of: 'delay', name: 'cooldown', before: cooldown, after: 100_000n },
      at: await now(),
    },
  ])
  const timelock = { chainId: chain.chainId, address: delay }
  expect((await readFollowedTimelock(queue, timelock))?.detection.minDelay).toBe(100_000n)
  await add(delay, '0x01')
  const added = await now()
  await queue.turn(delay)
  expect((await queue.told(delay, idOf(0n)))[0]?.detail).toMatchObject({ eta: added + 100_000n })
  // Something else of the timelock changes, and nothing is taken back.
  await call(owner, delay, delayAbi(), 'setTxExpiration', [500n])
  await call(owner, delay, delayAbi(), 'enableModule', [stranger])
  await queue.turn(delay)
  expect((await queue.words(delay)).slice(before.length).toSorted()).toEqual([
    'delay-changed',
    'delay-changed',
    'role-changed',
  ])
})

test('behavior: a delay that an event tells of is told by that alone', async () => {
  const artifact = readArtifact('ReconstructedDelay')
  const args = [owner, safe, safe, cooldown, 0n]
  const delay = await deployArtifact(chain, { from: owner, ...artifact, args })
  await queue.follow(delay)
  await queue.turn(delay)
  const before = await queue.words(delay)
  await call(owner, delay, delayAbi(), 'setTxCooldown', [100_000n])
  await queue.turn(delay)
  await queue.later()
  await queue.turn(delay)
  expect((await queue.words(delay)).slice(before.length)).toEqual(['delay-changed'])
})

test('behavior: a time that is moved while it waits is not told at the old time', async () => {
  const delay = await deployDelay(0n)
  await queue.follow(delay)
  await add(delay, '0x01')
  const added = await now()
  await queue.turn(delay)
  await call(owner, delay, delayAbi(), 'setTxCooldown', [100_000n])
  // The contract is asked when the time has come, before anything is told of it.
  await at(added + cooldown)
  await queue.turn(delay)
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled'])
  expect(await queue.standings(delay)).toEqual(['waiting'])
})

test('behavior: nothing is told of moments of what was over before it was followed', async () => {
  const delay = await deployDelay()
  await add(delay, '0x01')
  const added = await now()
  await at(added + cooldown)
  await executeNext(delay, '0x01')
  await add(delay, '0x02')
  await at(added + 100_000n)
  await queue.follow(delay)
  await queue.turn(delay)
  await queue.later()
  await queue.turn(delay)
  expect(await queue.standings(delay)).toEqual(['passed', 'stale'])
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled'])
  expect(await queue.words(delay, idOf(1n))).toEqual(['scheduled', 'stale'])
  const timelock = { chainId: chain.chainId, address: delay }
  const config = { leadSeconds, protocols: [], chains: [] } as unknown as Config
  const topic = { of: 'timelock', timelock } as const
  const origin = 'https://suture.example'
  const feed = await readFeed({ store: queue.store, config }, { topic, format: 'ics', origin })
  expect(feed?.body.match(/SUMMARY:\w+/g)).toEqual(['SUMMARY:Scheduled', 'SUMMARY:Expired'])
})

test('behavior: what an AccessManager would refuse is told as ready when it does not any more', async () => {
  const abi = manager.abi as Abi
  const address = await deployArtifact(chain, { from: owner, ...manager, args: [owner] })
  const file = 'TimelockFixtures'
  const made = { from: owner, name: 'ManagedCounter', file, args: [address] }
  const target = await deployContract(chain.client, made)
  const increment = toFunctionSelector('increment()')
  await call(owner, address, abi, 'grantRole', [7n, member, Number(cooldown)])
  await call(owner, address, abi, 'setTargetFunctionRole', [target, [increment], 7n])
  await queue.follow(address)
  await call(member, address, abi, 'schedule', [target, increment, 0])
  const scheduled = await now()
  await queue.turn(address)
  const [operation] = await queue.list(address)
  const words = () => queue.words(address, operation?.id)
  await call(owner, address, abi, 'setTargetClosed', [target, true])
  await at(scheduled + cooldown)
  await queue.turn(address)
  expect(await queue.standings(address)).toEqual(['blocked'])
  expect(await words()).toEqual(['scheduled'])
  await call(owner, address, abi, 'setTargetClosed', [target, false])
  await queue.later()
  await queue.turn(address)
  expect(await words()).toEqual(['scheduled', 'ready'])
  await call(owner, address, abi, 'setTargetClosed', [target, true])
  await queue.later()
  await queue.turn(address)
  expect((await words()).slice(2)).toEqual(['-ready'])
  await call(owner, address, abi, 'setTargetClosed', [target, false])
  await queue.later()
  await queue.turn(address)
  expect((await words()).slice(3)).toEqual(['ready'])
  expect((await queue.told(address, operation?.id)).at(-1)?.at).toBe(await now())
})
