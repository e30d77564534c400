import manager from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import controller from '@openzeppelin/contracts/build/contracts/TimelockController.json'
import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hash,
  keccak256,
  numberToHex,
  toFunctionSelector,
  zeroHash,
} from 'viem'
import { getBlock, getCode, mine, setCode } from 'viem/actions'
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
import { insertSubscription } from '@/lib/adapters/store/subscriptions'
import { deliveries, subscriptions } from '@/lib/adapters/store/watch-schema'
import type { Config } from '@/lib/config/config'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { delayAbi, deployPublishedDelay } from '@/test/timelocks/deploy-published-delay'
import { FollowedOnAnvil, leadSeconds } from '@/test/timelocks/followed-on-anvil'
import { readPublishedDelay } from '@/test/timelocks/published-delay'
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
/** No chain is asked for a feed. */
const clientFor = () => {
  throw new Error('A chain was asked.')
}
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
  // It is not its turn: nobody is told that it soon will be, but why it is not when its time has come.
  expect(await queue.words(delay, idOf(1n))).toEqual(['scheduled', 'blocked'])
  expect((await queue.told(delay, idOf(1n))).at(-1)).toMatchObject({
    at: added + cooldown,
    detail: { reason: 'order', waitsFor: idOf(0n) },
  })
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
  expect(await queue.words(delay, idOf(0n))).toEqual([
    ...['scheduled', 'about-to-be-ready', 'ready'],
    'passed',
  ])
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

test.each([
  ['without an event', 'ReconstructedDelay'],
  ['with one', 'ReconstructedDelayThatTells'],
])(
  'behavior: a delay that was changed %s in a block that is gone is taken back',
  async (_how, name) => {
    const artifact = readArtifact(name, 'ReconstructedDelay')
    const code = name === 'ReconstructedDelay' ? { bytecode: readPublishedDelay() } : {}
    const args = [owner, safe, safe, cooldown, 0n]
    const delay = await deployArtifact(chain, { from: owner, ...artifact, ...code, args })
    await mine(chain.client, { blocks: 5 })
    await queue.follow(delay)
    await queue.turn(delay)
    const before = await queue.words(delay)
    const change = () => call(owner, delay, delayAbi(), 'setTxCooldown', [100_000n])
    const snapshot = await chain.client.snapshot()
    await change()
    await queue.turn(delay)
    expect((await queue.words(delay)).slice(before.length)).toEqual(['delay-changed'])
    await chain.client.revert({ id: snapshot })
    const again = await chain.client.snapshot()
    // Other blocks in their place, in which it was not changed.
    await mine(chain.client, { blocks: 3, interval: 7 })
    await queue.turn(delay)
    await queue.turn(delay)
    const took = ['delay-changed', '-delay-changed']
    expect((await queue.words(delay)).slice(before.length)).toEqual(took)
    const timelock = { chainId: chain.chainId, address: delay }
    const page = await readFollowedTimelock(queue, timelock)
    expect([page?.detection.minDelay, page?.silentDelays]).toEqual([cooldown, []])
    // Once more, and now it is in the block that comes instead.
    await change()
    await queue.turn(delay)
    await chain.client.revert({ id: again })
    await mine(chain.client, { blocks: 2, interval: 9 })
    await change()
    await mine(chain.client, { blocks: 3 })
    await queue.turn(delay)
    await queue.turn(delay)
    const next = await queue.words(delay)
    expect(next.slice(before.length + 2).toSorted()).toEqual([
      ...['-delay-changed', 'delay-changed', 'delay-changed'],
    ])
    expect(next.at(-1)).toBe('delay-changed')
    expect((await queue.told(delay)).at(-1)?.detail).toMatchObject({ after: 100_000n })
  },
)

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
  await insertSubscription(queue.store, {
    ...{ id: 'all', tokenHash: 'all', topic: 'all', kinds: [], shape: 'slack', target: 'x:' },
    ...{ secret: undefined, state: 'active', problem: undefined, createdAt: new Date() },
  })
  await queue.turn(delay)
  await queue.later()
  await queue.turn(delay)
  // It is news to nobody; what happens from now on is.
  expect(await queue.store.database.select().from(deliveries)).toEqual([])
  await add(delay, '0x03')
  await queue.turn(delay)
  expect(await queue.store.database.select().from(deliveries)).toHaveLength(1)
  await queue.store.database.delete(subscriptions)
  expect(await queue.standings(delay)).toEqual(['passed', 'stale', 'waiting'])
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled', 'passed'])
  expect(await queue.words(delay, idOf(1n))).toEqual(['scheduled', 'stale'])
  const timelock = { chainId: chain.chainId, address: delay }
  const config = { leadSeconds, protocols: [], chains: [] } as unknown as Config
  const topic = { of: 'timelock', timelock } as const
  const origin = 'https://suture.example'
  const feed = await readFeed(
    { store: queue.store, config, clientFor },
    { topic, format: 'ics', origin },
  )
  expect(feed?.body.match(/SUMMARY:\w+/g)).toEqual([
    'SUMMARY:Over',
    'SUMMARY:Expired',
    'SUMMARY:Scheduled',
  ])
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
  expect(await words()).toEqual(['scheduled', 'blocked'])
  expect((await queue.told(address, operation?.id)).at(-1)?.detail).toMatchObject({
    reason: 'call',
  })
  await call(owner, address, abi, 'setTargetClosed', [target, false])
  await queue.later()
  await queue.turn(address)
  expect(await words()).toEqual(['scheduled', 'blocked', 'ready'])
  await call(owner, address, abi, 'setTargetClosed', [target, true])
  await queue.later()
  await queue.turn(address)
  expect((await words()).slice(3)).toEqual(['-ready', 'blocked'])
  expect((await queue.told(address, operation?.id)).at(-1)?.at).toBe(await now())
  await call(owner, address, abi, 'setTargetClosed', [target, false])
  await queue.later()
  await queue.turn(address)
  expect((await words()).slice(5)).toEqual(['ready'])
  expect((await queue.told(address, operation?.id)).at(-1)?.at).toBe(await now())
})

test('behavior: a plan whose target has other code is told as blocked, and ready when it has its own again', async () => {
  const { abi } = readArtifact('ReconstructedDsPause')
  const args = [cooldown, owner, stranger]
  const pause = await deployContract(chain.client, {
    from: owner,
    name: 'ReconstructedDsPause',
    args,
  })
  const spell = { from: owner, name: 'TimelockYesSayer', file: 'TimelockFixtures', args: [1n] }
  const target = await deployContract(chain.client, spell)
  const code = (await getCode(chain.client, { address: target })) ?? '0x'
  await queue.follow(pause)
  const eta = (await now()) + cooldown + 100n
  await call(owner, pause, abi as Abi, 'plot', [target, keccak256(code), '0x', eta])
  await setCode(chain.client, { address: target, bytecode: '0x00' })
  await queue.turn(pause)
  const [operation] = await queue.list(pause)
  await at(eta - BigInt(leadSeconds))
  await queue.turn(pause)
  expect(await queue.words(pause, operation?.id)).toEqual(['scheduled'])
  await at(eta)
  await queue.turn(pause)
  expect((await queue.told(pause, operation?.id)).at(-1)).toMatchObject({
    ...{ kind: 'blocked', at: eta },
    detail: { reason: 'code' },
  })
  await setCode(chain.client, { address: target, bytecode: code })
  await queue.later()
  await queue.turn(pause)
  expect((await queue.words(pause, operation?.id)).slice(2)).toEqual(['ready'])
})

test('behavior: what is due is blocked by a predecessor that was cancelled', async () => {
  const { abi, bytecode } = controller
  const args = [cooldown, [owner], [owner], owner]
  const timelock = await deployArtifact(chain, { from: owner, abi: abi as Abi, bytecode, args })
  await queue.follow(timelock)
  const first = { kind: 'single', predecessor: zeroHash, salt: zeroHash } as const
  const one = { ...first, calls: [{ target: stranger, value: 0n, data: '0x' }] } as const
  const before = hashOperation(one)
  const two = { ...one, predecessor: before }
  for (const content of [one, two]) {
    const data = encodeSchedule({ ...content, delay: cooldown })
    await sendTransaction(chain.client, { from: owner, to: timelock, data })
  }
  const scheduled = await now()
  const data = encodeCancel({ id: before })
  await sendTransaction(chain.client, { from: owner, to: timelock, data })
  await at(scheduled + cooldown)
  await queue.turn(timelock)
  await queue.turn(timelock)
  expect(await queue.words(timelock, before)).toEqual(['scheduled', 'cancelled'])
  expect(await queue.words(timelock, hashOperation(two))).toEqual(['scheduled', 'blocked'])
  expect((await queue.told(timelock, hashOperation(two))).at(-1)).toMatchObject({
    at: scheduled + cooldown,
    detail: { reason: 'predecessor', waitsFor: before },
  })
})

test('behavior: what is skipped before its time rings in no calendar any more', async () => {
  const delay = await deployDelay()
  await queue.follow(delay)
  await add(delay, '0x01')
  await add(delay, '0x02')
  await queue.turn(delay)
  const timelock = { chainId: chain.chainId, address: delay }
  const config = { leadSeconds, protocols: [], chains: [] } as unknown as Config
  const entryOf = async (id: Hash) => {
    const topic = { of: 'timelock', timelock } as const
    const origin = `https://${Math.random()}.example`
    const feed = await readFeed(
      { store: queue.store, config, clientFor },
      { topic, format: 'ics', origin },
    )
    const entry = feed?.body
      .split('BEGIN:VEVENT')
      .find((one) => one.replaceAll('\r\n ', '').includes(`-${id}-0@`))
    return {
      status: /STATUS:(\w+)/.exec(entry ?? '')?.[1],
      sequence: Number(/SEQUENCE:(\d+)/.exec(entry ?? '')?.[1]),
      rings: entry?.includes('BEGIN:VALARM'),
    }
  }
  expect(await entryOf(idOf(0n))).toEqual({ status: 'CONFIRMED', sequence: 1, rings: true })
  await call(owner, delay, delayAbi(), 'setTxNonce', [1n])
  await queue.later()
  await queue.turn(delay)
  expect(await queue.words(delay, idOf(0n))).toEqual(['scheduled', 'passed'])
  expect(await entryOf(idOf(0n))).toEqual({ status: 'CANCELLED', sequence: 2, rings: false })
  expect(await entryOf(idOf(1n))).toEqual({ status: 'CONFIRMED', sequence: 1, rings: true })
})
