import proxyArtifact from '@openzeppelin/contracts/build/contracts/ERC1967Proxy.json'
import implementation from '@openzeppelin/contracts-upgradeable/build/contracts/TimelockControllerUpgradeable.json'
import {
  type Address,
  type Client,
  concat,
  createClient,
  encodeAbiParameters,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  http,
  keccak256,
  padHex,
  parseAbi,
  stringToBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import {
  getBalance,
  getBlock,
  getBlockNumber,
  revert,
  setBalance,
  setCode,
  setStorageAt,
  snapshot,
} from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { readSurroundings } from '@/lib/actions/timelock-pages/read-surroundings'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { traceRevert } from '@/lib/adapters/rpc/trace-revert'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import { describeTimelockError } from '@/lib/core/timelock/describe-timelock-error'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  cancel,
  chainId,
  contentOf,
  deployer,
  deployGeneration,
  detect,
  evidenceOf,
  execute,
  executor,
  look,
  mineAt,
  proposer,
  readRawLogs,
  readRoles,
  reconcileWith,
  revertOf,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
  wordOf,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import { refineOpenzeppelin } from '@/lib/core/timelock/openzeppelin/refine-openzeppelin'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { withLogRange } from '@/test/with-log-range'
import { findCodelessTargets } from './find-codeless-targets'
import { readCodeBehind } from './read-code-behind'
import { tryExecution } from './try-execution'

const artifactOf = (version: string) => {
  const found = generationArtifacts.find((artifact) => artifact.version === version)
  if (!found) throw new Error(`No artifact of ${version}.`)
  return found
}

let world: World
/** Of 5.7, open to executors, with a delay of 100 seconds. */
let timelock: Address
let multicaller: Address
beforeAll(async () => {
  world = await startWorld()
  multicaller = await deployContract(world.client, {
    from: stranger,
    name: 'Multicaller',
    file: 'TimelockTargets',
  })
  timelock = await deployGeneration(world, artifactOf('5.7.0'), {
    proposers: [proposer, multicaller],
    executors: [zeroAddress],
  })
})
afterAll(() => world?.stop())

async function seen(id: Hash, address = timelock) {
  const looked = await look(world, address, id)
  if (!looked) throw new Error('No event of it.')
  return looked
}

/** What the page of an operation reads of the chain beside it. */
async function surroundingsOf(
  { timelock: of, calls, instances }: QueuedOperation,
  client: Client = world.client,
) {
  const targets = [...new Set(calls.map(({ target }) => target))]
  const scheduledBlock = instances.at(-1)?.scheduled.blockNumber ?? 0n
  return await readSurroundings(
    { clientFor: () => client },
    { timelock: of, targets, scheduledBlock },
  )
}

const silent = createClient({ transport: http('http://127.0.0.1:1', { retryCount: 0 }) })

const standingOf = async (id: Hash, address = timelock) => (await seen(id, address)).standing

const batchOf = (...datas: Hex[]) =>
  contentOf({
    kind: 'batch',
    calls: datas.map((data) => ({ target: stranger, value: 0n, data })),
  })

/** Several calls in one transaction. */
const runAbi = parseAbi(['function run(address[] targets, bytes[] datas) payable'])
const together = (...datas: Hex[]) =>
  sendTransaction(world.client, {
    from: stranger,
    to: multicaller,
    data: encodeFunctionData({ abi: runAbi, args: [datas.map(() => timelock), datas] }),
  })

describe('instances of one id', () => {
  test('behavior: scheduled again after a cancellation, with a new time', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await cancel(world, timelock, id)
    await wait(world, 1_000n)
    await schedule(world, timelock, content)
    const { operation, standing, incidents } = await seen(id)
    const [first, second] = operation.instances
    expect(first?.cancelled).toBeDefined()
    expect((second?.eta ?? 0n) - (first?.eta ?? 0n)).toBeGreaterThanOrEqual(1_000n)
    expect({ standing, incidents }).toEqual({ standing: 'waiting', incidents: [] })
  })

  test('behavior: scheduled, cancelled and scheduled again in one transaction', async () => {
    const content = batchOf('0x01', '0x02')
    const data = encodeSchedule({ ...content, delay: 100n })
    const id = hashOperation(content)
    await grantCanceller(multicaller)
    await together(data, encodeCancel({ id }), data)
    const { operation, standing } = await seen(id)
    expect(operation).toMatchObject({ calls: content.calls, salt: content.salt })
    expect(operation.instances).toMatchObject([{ cancelled: {} }, {}])
    expect(standing).toBe('waiting')
  })

  test('behavior: what is done can never be scheduled again; the same action needs a new salt', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await wait(world, 100n)
    await execute(world, timelock, content)
    const data = encodeSchedule({ ...content, delay: 100n })
    const refusal = await revertOf(world, { target: timelock, value: 0n, data }, proposer)
    expect(describeTimelockError(refusal ?? '0x')?.message).toBe('The operation is not unset.')
    const again = await schedule(world, timelock, { ...content, salt: wordOf(10n ** 20n) })
    expect(again).not.toBe(id)
    expect([await standingOf(id), await standingOf(again)]).toEqual(['executed', 'waiting'])
  })
})

describe('what the events tell', () => {
  test('behavior: a batch is one operation, and a gap in its indexes is missing events', async () => {
    const content = batchOf('0x01', '0x02', '0x03')
    const id = await schedule(world, timelock, content)
    const logs = (await readRawLogs(world, timelock)).filter(
      (log) => openzeppelinTimelock.operationIdOf(log) === id,
    )
    // One for each call, and one for the salt.
    expect(logs).toHaveLength(4)
    const fold = (kept: typeof logs) =>
      openzeppelinTimelock.fold({
        timelock: { chainId, address: timelock },
        id,
        logs: kept,
        detection: { kind: 'openzeppelin', generation: '', badges: [] },
      })
    expect(fold(logs)).toMatchObject({ calls: content.calls, encoding: 'batch' })
    expect(fold(logs)?.missingCalls).toBeUndefined()
    expect(fold([...logs, ...logs].reverse())).toEqual(fold(logs))
    const gap = fold(logs.toSpliced(1, 1))
    expect(gap).toMatchObject({ missingCalls: 1, salt: 'unknown' })
    expect(gap && openzeppelinTimelock.encodeExecute(gap)).toBeUndefined()
    // The last one leaves no gap; the id tells all the same that something is missing.
    expect(fold(logs.toSpliced(2, 1))).toMatchObject({ salt: 'unknown', mismatch: true })
  })

  test.each(['4.5.0', '5.7.0'])(
    'behavior: a batch of one is told from a single by trying both hashes, in %s',
    async (version) => {
      const address = await deployGeneration(world, artifactOf(version))
      for (const kind of ['single', 'batch'] as const) {
        const content = contentOf({ kind, salt: zeroHash })
        const { operation } = await seen(await schedule(world, address, content), address)
        expect(operation.encoding).toBe(kind)
        await wait(world, 100n)
        const call = openzeppelinTimelock.encodeExecute(operation)
        await sendTransaction(world.client, { from: executor, to: address, data: call?.data })
        expect(await standingOf(operation.id, address)).toBe('executed')
      }
    },
  )

  test('behavior: an operation that runs another inside; each is matched by its id', async () => {
    const inner = contentOf()
    const outer = contentOf({
      kind: 'batch',
      calls: [
        { target: stranger, value: 0n, data: '0x01' },
        { target: timelock, value: 0n, data: encodeExecute(inner) },
        { target: stranger, value: 0n, data: '0x03' },
      ],
    })
    await schedule(world, timelock, inner)
    await schedule(world, timelock, outer)
    await wait(world, 100n)
    await execute(world, timelock, outer)
    const both = [await seen(hashOperation(outer)), await seen(hashOperation(inner))] as const
    for (const looked of both) expect(looked).toMatchObject({ standing: 'executed', incidents: [] })
    const [ofOuter, ofInner] = both.map(({ operation }) => operation.instances[0]?.executed)
    expect(ofOuter?.transactionHash).toBe(ofInner?.transactionHash)
    // The last of its events stands behind those of the other.
    expect(ofOuter?.logIndex).toBeGreaterThan(ofInner?.logIndex ?? 0)
  })

  test('behavior: calls before one that reverts have executed nothing', async () => {
    const refuser = await deployRefuser()
    const content = contentOf({
      kind: 'batch',
      calls: [
        { target: stranger, value: 0n, data: '0x01' },
        { target: refuser, value: 0n, data: refuse },
      ],
    })
    const id = await schedule(world, timelock, content)
    await wait(world, 100n)
    await sendTransaction(world.client, {
      from: stranger,
      to: timelock,
      data: encodeExecute(content),
      allowRevert: true,
    })
    const { operation, standing, incidents } = await seen(id)
    expect(operation.instances[0]?.executed).toBeUndefined()
    expect({ standing, incidents }).toEqual({ standing: 'ready', incidents: [] })
  })

  test('behavior: what was scheduled before the first event that was read is not made up', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await wait(world, 100n)
    const from = await getBlockNumber(world.client)
    await execute(world, timelock, content)
    const logs = (await readRawLogs(world, timelock)).filter(
      (log) => openzeppelinTimelock.operationIdOf(log) === id && log.position.blockNumber > from,
    )
    expect(logs).toHaveLength(1)
    expect(
      openzeppelinTimelock.fold({
        timelock: { chainId, address: timelock },
        id,
        logs,
        detection: { kind: 'openzeppelin', generation: '', badges: [] },
      }),
    ).toBeUndefined()
  })

  test('behavior: a node that serves few blocks at once hides nothing', async () => {
    const toBlock = await getBlockNumber(world.client)
    const at = { chainId, address: timelock }
    const whole = await fetchAllLogs(world.client, { at, fromBlock: 0n, toBlock })
    const limited = withLogRange(world.client, 10n)
    const parts = await fetchAllLogs(limited, { at, fromBlock: 0n, toBlock })
    expect(whole.length).toBeGreaterThan(10)
    expect(parts).toEqual(whole)
  })
})

describe('predecessors', () => {
  test('behavior: one that was cancelled blocks until it is scheduled again and done', async () => {
    const parent = contentOf()
    const parentId = await schedule(world, timelock, parent)
    const child = await schedule(world, timelock, contentOf({ predecessor: parentId }))
    await cancel(world, timelock, parentId)
    await wait(world, 100n)
    expect(await standingOf(child)).toBe('blocked')
    await schedule(world, timelock, parent)
    await wait(world, 100n)
    expect(await standingOf(child)).toBe('blocked')
    await execute(world, timelock, parent)
    expect(await standingOf(child)).toBe('ready')
  })

  test('behavior: one that no timelock ever knew is accepted, and blocks for ever', async () => {
    const content = contentOf({ predecessor: wordOf(0xdeadn) })
    const id = await schedule(world, timelock, content)
    expect(await standingOf(id)).toBe('waiting')
    await wait(world, 100n)
    const { operation, standing, incidents } = await seen(id)
    expect({ standing, incidents }).toEqual({ standing: 'blocked', incidents: [] })
    expect(operation.predecessor).toBe(wordOf(0xdeadn))
    const data = encodeExecute(content)
    const refusal = await revertOf(world, { target: timelock, value: 0n, data }, stranger)
    expect(describeTimelockError(refusal ?? '0x')?.name).toBe('TimelockUnexecutedPredecessor')
  })
})

describe('delays', () => {
  const updateDelay = (address: Address, delay: bigint) => ({
    target: address,
    value: 0n,
    data: encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [delay] }),
  })

  test('behavior: a new minimum counts for what is scheduled later; a longer delay may be chosen', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'))
    const before = await schedule(world, address, contentOf())
    const { eta } = await seen(before, address)
    const change = contentOf({ calls: [updateDelay(address, 500n)] })
    await schedule(world, address, change)
    await wait(world, 100n)
    await execute(world, address, change)
    expect(await seen(before, address)).toMatchObject({ eta, standing: 'ready', incidents: [] })
    expect((await detect(world, address)).minDelay).toBe(500n)
    const data = encodeSchedule({ ...contentOf(), delay: 499n })
    const refusal = await revertOf(world, { target: address, value: 0n, data }, proposer)
    expect(describeTimelockError(refusal ?? '0x')?.name).toBe('TimelockInsufficientDelay')
    const later = await schedule(world, address, contentOf(), { delay: 10_000n })
    const { operation } = await seen(later, address)
    const [instance] = operation.instances
    expect((instance?.eta ?? 0n) - (instance?.scheduled.blockTimestamp ?? 0n)).toBe(10_000n)
  })

  test('behavior: a delay of zero is ready at once, and that is told', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'), { minDelay: 0n })
    const id = await schedule(world, address, contentOf(), { delay: 0n })
    expect(await seen(id, address)).toMatchObject({ standing: 'ready', incidents: [] })
    expect((await detect(world, address)).badges).toMatchObject([{ id: 'delay-zero' }])
    expect((await detect(world, timelock)).badges).toEqual([])
  })

  test('behavior: one second before its time it waits, whatever clock the reader has', async () => {
    const content = contentOf()
    // A block that is years ahead of any wall clock.
    const { timestamp } = await getBlock(world.client)
    await mineAt(world, timestamp + 400_000_000n)
    const id = await schedule(world, timelock, content)
    const { eta } = await seen(id)
    expect(eta).toBeGreaterThan(BigInt(Math.ceil(Date.now() / 1_000)))
    await mineAt(world, (eta ?? 0n) - 1n)
    expect(await standingOf(id)).toBe('waiting')
    await mineAt(world, eta ?? 0n)
    expect(await standingOf(id)).toBe('ready')
  })

  test('behavior: a time of 1 is done, not 1970', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await wait(world, 100n)
    await execute(world, timelock, content)
    const { operation } = await seen(id)
    const [question] = openzeppelinTimelock.questions(operation)
    const read = (answer: Hex | undefined, now: bigint) =>
      openzeppelinTimelock.readStanding({
        operation,
        detection: { kind: 'openzeppelin', generation: '', badges: [] },
        answers: [answer],
        now,
      })
    expect(question?.target).toBe(timelock)
    expect(read(wordOf(1), 2n)).toEqual({ known: true, value: { standing: 'executed' } })
    expect(read(wordOf(2), 3n)).toEqual({ known: true, value: { standing: 'ready', eta: 2n } })
    expect(read(wordOf(0), 3n)).toEqual({ known: true, value: { standing: 'unset' } })
    for (const nonsense of [undefined, '0x', '0x01', `${wordOf(1)}00`] as const) {
      expect(read(nonsense, 3n)).toMatchObject({ known: false })
    }
  })
})

describe('roles', () => {
  const refined = async (address: Address) => {
    const logs = await readRawLogs(world, address)
    return refineOpenzeppelin({
      timelock: address,
      detection: await detect(world, address),
      settings: openzeppelinTimelock.foldSettings(logs),
      roles: {
        known: true,
        value: (
          await readTimelock(world.client, {
            timelock: { chainId, address },
            claimed: await readRoles(world, address),
            blockNumber: await getBlockNumber(world.client),
          })
        ).roles,
      },
      checksBeforeCalls: 'yes',
    })
  }
  const idsOf = async (address: Address) => (await refined(address)).badges.map(({ id }) => id)

  test('behavior: by an operation of its own they change with the delay, by another admin without', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'), { admin: stranger })
    expect(await idsOf(address)).toEqual(['admin-without-delay'])
    const grant = grantOf(timelockRoleIds.executor, stranger)
    await sendTransaction(world.client, { from: stranger, to: address, data: grant })
    const settings = openzeppelinTimelock.foldSettings(await readRawLogs(world, address))
    expect(settings.at(-1)).toMatchObject({ role: 'executor', account: stranger, by: stranger })
    const renounce = encodeFunctionData({
      abi: timelockAbi,
      functionName: 'renounceRole',
      args: [timelockRoleIds.defaultAdmin, stranger],
    })
    await sendTransaction(world.client, { from: stranger, to: address, data: renounce })
    expect(await idsOf(address)).toEqual([])
    const own = contentOf({
      calls: [{ target: address, value: 0n, data: grantOf(timelockRoleIds.executor, deployer) }],
    })
    await schedule(world, address, own)
    await wait(world, 100n)
    await execute(world, address, own)
    const later = openzeppelinTimelock.foldSettings(await readRawLogs(world, address))
    expect(later.at(-1)).toMatchObject({ role: 'executor', account: deployer, by: address })
  })

  test('behavior: a deployer that became admin without being named, until it renounces', async () => {
    const address = await deployGeneration(world, artifactOf('4.7.3'))
    expect(await idsOf(address)).toEqual(
      expect.arrayContaining(['deployer-still-admin', 'admin-without-delay']),
    )
    const renounce = encodeFunctionData({
      abi: timelockAbi,
      functionName: 'renounceRole',
      args: [timelockRoleIds.legacyAdmin, deployer],
    })
    await sendTransaction(world.client, { from: deployer, to: address, data: renounce })
    const ids = await idsOf(address)
    expect(ids).not.toContain('deployer-still-admin')
    expect(ids).not.toContain('admin-without-delay')
  })

  test('behavior: a role of its own making that decides who proposes', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'))
    expect(await idsOf(address)).toEqual([])
    const role = BigInt(keccak256(concat([timelockRoleIds.proposer, wordOf(0)])))
    await setStorageAt(world.client, { address, index: wordOf(role + 1n), value: wordOf(7) })
    expect(await idsOf(address)).toEqual(['foreign-role-admin'])
  })

  test('behavior: executors open to everybody, and none at all', async () => {
    expect(await idsOf(timelock)).toEqual(['anyone-executes'])
    const address = await deployGeneration(world, artifactOf('5.7.0'), { executors: [] })
    expect(await idsOf(address)).toEqual(['nobody-executes'])
    const content = contentOf()
    await schedule(world, address, content)
    await wait(world, 100n)
    await expect(execute(world, address, content, { from: proposer })).rejects.toThrow('reverted')
  })

  test('behavior: proposers open to everybody until 4.0; later the zero address opens nothing', async () => {
    for (const version of ['3.3.0', '3.4.2', '4.0.0']) {
      const address = await deployGeneration(world, artifactOf(version), {
        proposers: [zeroAddress],
      })
      expect(await idsOf(address)).toContain('open-proposer')
      const id = await schedule(world, address, contentOf(), { from: stranger })
      await cancel(world, address, id, { from: stranger })
      expect(await standingOf(id, address)).toBe('cancelled')
    }
    const address = await deployGeneration(world, artifactOf('4.1.0'), { proposers: [zeroAddress] })
    const ids = await idsOf(address)
    expect(ids).not.toContain('open-proposer')
    expect(ids).toContain('nobody-proposes')
    await expect(schedule(world, address, contentOf(), { from: stranger })).rejects.toThrow(
      'reverted',
    )
  })

  test('behavior: their history begins in the constructor, and the contract confirms what it tells', async () => {
    const address = await deployGeneration(world, artifactOf('4.5.0'))
    const blockNumber = await getBlockNumber(world.client)
    const claimed = await readRoles(world, address)
    const lie = { open: false, holders: [stranger, ...claimed.proposer.holders] }
    const { roles } = await readTimelock(world.client, {
      timelock: { chainId, address },
      claimed: { ...claimed, proposer: lie, canceller: lie },
      blockNumber,
    })
    expect(roles).toEqual({
      proposer: { open: false, holders: [proposer] },
      executor: { open: false, holders: [executor] },
      // Before 4.6 there were no cancellers: proposers cancelled.
      canceller: { open: false, holders: [proposer] },
      admin: { open: false, holders: [deployer, address] },
    })
    const logs = await readRawLogs(world, address)
    expect(openzeppelinTimelock.foldSettings(logs)).toMatchObject([
      { what: 'role', role: 'admin', account: deployer, granted: true, by: deployer },
      { what: 'role', role: 'admin', account: address, granted: true },
      { what: 'role', role: 'proposer', account: proposer },
      { what: 'role', role: 'executor', account: executor },
      { what: 'delay', before: 0n, after: 100n },
    ])
  })
})

describe('executions', () => {
  test('behavior: ether comes with the execution, or from what the timelock holds', async () => {
    const target = padHex('0xe7', { size: 20 })
    const withValue = () => contentOf({ calls: [{ target, value: 10n ** 18n, data: '0x' }] })
    const [one, other] = [withValue(), withValue()]
    // What the page of an operation and its inspection hold against what it sends.
    const looked = async (content: OperationContent) => {
      const { operation } = await seen(hashOperation(content))
      const blockNumber = await getBlockNumber(world.client)
      const call = { target: timelock, value: 0n, data: encodeExecute(content) }
      return {
        balance: (await surroundingsOf(operation)).balance,
        refusal: await tryExecution(world.client, { call, from: stranger, blockNumber }),
      }
    }
    const held = (value: bigint) => ({ known: true, value })
    await schedule(world, timelock, one)
    await schedule(world, timelock, other)
    await wait(world, 100n)
    const short = { balance: held(0n), refusal: { at: expect.anything() } }
    expect(await looked(one)).toMatchObject(short)
    await setBalance(world.client, { address: timelock, value: 10n ** 18n - 1n })
    const almost = await looked(one)
    expect(almost.balance).toEqual(held(10n ** 18n - 1n))
    expect(almost.refusal).toBeDefined()
    // With all of it from whoever executes, what the timelock holds stays there.
    await execute(world, timelock, one, { from: stranger, value: 10n ** 18n })
    expect((await looked(other)).balance).toEqual(held(10n ** 18n - 1n))
    await setBalance(world.client, { address: timelock, value: 10n ** 18n })
    expect(await looked(other)).toEqual({ balance: held(10n ** 18n), refusal: undefined })
    await execute(world, timelock, other, { from: stranger })
    expect((await looked(other)).balance).toEqual(held(0n))
    expect(await getBalance(world.client, { address: target })).toBe(2n * 10n ** 18n)
    for (const content of [one, other]) {
      expect(await standingOf(hashOperation(content))).toBe('executed')
    }
  })

  test('behavior: a call into nothing succeeds in silence, and is named before', async () => {
    const nothing = padHex('0x0dead0', { size: 20 })
    const content = contentOf({
      kind: 'batch',
      calls: [
        { target: nothing, value: 0n, data: '0x12345678' },
        {
          target: multicaller,
          value: 0n,
          data: encodeFunctionData({ abi: runAbi, args: [[], []] }),
        },
        { target: nothing, value: 0n, data: '0x' },
      ],
    })
    const id = await schedule(world, timelock, content)
    const { operation } = await seen(id)
    const find = async () =>
      findCodelessTargets(world.client, {
        operation,
        blockNumber: await getBlockNumber(world.client),
      })
    const bare = { call: 0, target: getAddress(nothing), atSchedule: true }
    expect(await find()).toEqual([{ ...bare, now: true }])
    // The page says the same, and of what has code that it has.
    const onPage = async () => {
      const { targets } = await surroundingsOf(operation)
      return targets.map(({ address, ...at }) => [address, at.scheduled, at.now])
    }
    const [yes, no] = [true, false].map((value) => ({ known: true, value }))
    const fine = [multicaller, yes, yes]
    expect(await onPage()).toEqual([[getAddress(nothing), no, no], fine])
    // Somebody puts code there while it waits: what was reviewed is not what will run.
    await wait(world, 1n)
    await setCode(world.client, { address: nothing, bytecode: '0x00' })
    await wait(world, 100n)
    expect(await find()).toEqual([{ ...bare, now: false }])
    expect(await onPage()).toEqual([[getAddress(nothing), no, yes], fine])
    const later = contentOf({ calls: content.calls.slice(0, 1) })
    const { operation: before } = await seen(await schedule(world, timelock, later))
    await wait(world, 1n)
    await setCode(world.client, { address: nothing, bytecode: '0x' })
    await execute(world, timelock, content)
    expect(await standingOf(id)).toBe('executed')
    expect((await surroundingsOf(before)).targets).toEqual([
      { address: getAddress(nothing), scheduled: yes, now: no },
    ])
    // Of a node that is silent nothing is said, good or bad.
    const { balance, targets } = await surroundingsOf(before, silent)
    expect([balance, targets[0]?.scheduled, targets[0]?.now]).toMatchObject(
      Array.from({ length: 3 }, () => ({ known: false })),
    )
  })

  test('behavior: before 5.0 the reason of a revert is swallowed, and a trace shows it', async () => {
    const refuser = await deployRefuser()
    const refused = `${keccak256(stringToBytes('Refused(uint256)')).slice(0, 10)}${wordOf(7).slice(2)}`
    const content = contentOf({ calls: [{ target: refuser, value: 0n, data: refuse }] })
    const told: (string | undefined)[] = []
    for (const version of ['4.9.6', '5.7.0']) {
      const address = await deployGeneration(world, artifactOf(version))
      await schedule(world, address, content)
      await wait(world, 100n)
      const call = { target: address, value: 0n, data: encodeExecute(content) }
      const data = await revertOf(world, call, executor)
      told.push(data === refused ? 'the reason' : describeTimelockError(data ?? '0x')?.message)
      const blockNumber = await getBlockNumber(world.client)
      expect(await traceRevert(world.client, { from: executor, call, blockNumber })).toEqual({
        at: refuser,
        data: refused,
      })
    }
    expect(told).toEqual([
      'A call of the operation reverted; this timelock does not say why.',
      'the reason',
    ])
    const fine = { target: stranger, value: 0n, data: '0x' as Hex }
    const blockNumber = await getBlockNumber(world.client)
    expect(
      await traceRevert(world.client, { from: executor, call: fine, blockNumber }),
    ).toBeUndefined()
  })

  test('behavior: data that is no function call travels unchanged', async () => {
    // Arbitrum's timelock makes a ticket for another chain of it: no selector, and zeros first.
    const target: Address = '0xa723C008e76E379c55599D2E4d93879BeaFDa79C'
    const ticket = encodeAbiParameters(
      [
        { type: 'address' },
        { type: 'address' },
        { type: 'uint256' },
        { type: 'uint256' },
        { type: 'uint256' },
        { type: 'bytes' },
      ],
      [stranger, proposer, 0n, 1n, 1n, '0x3659cfe6'],
    )
    const odd = '0x0000000001'
    const content = contentOf({
      kind: 'batch',
      calls: [ticket, odd, '0x00', '0x000000'].map((data) => ({
        target,
        value: 0n,
        data: data as Hex,
      })),
    })
    const id = await schedule(world, timelock, content)
    const { operation } = await seen(id)
    expect(operation.calls).toEqual(content.calls)
    expect(
      decodeCall({ call: content.calls[0] as OperationContent['calls'][number] }),
    ).toMatchObject({
      confidence: 'undecoded',
      children: [{ via: 'retryable ticket', call: { call: { target: proposer } } }],
    })
    await wait(world, 100n)
    const call = openzeppelinTimelock.encodeExecute(operation)
    await sendTransaction(world.client, { from: stranger, to: timelock, data: call?.data })
    expect(await standingOf(id)).toBe('executed')
  })
})

describe('the contract against its events', () => {
  test('behavior: blocks that were taken back leave an incident, until the events are read again', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    await wait(world, 100n)
    const before = await snapshot(world.client)
    await execute(world, timelock, content)
    const stale = (await seen(id)).operation
    await revert(world.client, { id: before })
    await wait(world, 1n)
    expect(await reconcileWith(world, stale)).toMatchObject({
      standing: 'ready',
      incidents: [
        {
          id: 'state',
          title: 'By its events it was executed; the contract says that it is ready.',
        },
      ],
    })
    expect(await seen(id)).toMatchObject({ standing: 'ready', incidents: [] })
  })

  test('behavior: a cancellation that was not delivered, and a time that was moved', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    const { operation } = await seen(id)
    const [instance] = operation.instances
    if (!instance) throw new Error('It was scheduled.')
    const moved: QueuedOperation = {
      ...operation,
      instances: [{ ...instance, eta: instance.eta + 1n }],
    }
    expect((await reconcileWith(world, moved)).incidents).toMatchObject([{ id: 'eta' }])
    await cancel(world, timelock, id)
    expect(await reconcileWith(world, operation)).toMatchObject({
      standing: 'unset',
      incidents: [{ id: 'state', events: 'waiting', contract: 'unset' }],
    })
    expect(await seen(id)).toMatchObject({ standing: 'cancelled', incidents: [] })
  })

  test('behavior: behind a proxy the events are the same and the rules may change', async () => {
    const address = await deployUpgradeable()
    const evidence = await evidenceOf(world, address)
    const badges = [{ id: 'upgradeable', severity: 'high' }]
    const alone = openzeppelinTimelock.detect(evidence)
    expect(alone).toMatchObject({ generation: '5.0 or later', badges })
    const read = async (at: Address) =>
      readCodeBehind(world.client, {
        at: { chainId, address: at },
        blockNumber: await getBlockNumber(world.client),
      })
    const behind = await read(address)
    if (!behind) throw new Error('It is a proxy.')
    expect(behind.isFixed).toBe(false)
    const whole = openzeppelinTimelock.detect({ ...evidence, behind })
    expect(whole).toMatchObject({ generation: '5.1 or later', badges })
    expect(await read(timelock)).toBeUndefined()
    const id = await schedule(world, address, contentOf())
    expect(await seen(id, address)).toMatchObject({ standing: 'waiting', incidents: [] })
    // A clone of the same code cannot be pointed elsewhere.
    const clone = padHex('0xc10e', { size: 20 })
    const logic = padHex('0x109c', { size: 20 })
    await setCode(world.client, { address: logic, bytecode: behind.code ?? '0x' })
    const bytecode = concat(['0x363d3d373d3d3d363d73', logic, '0x5af43d82803e903d91602b57fd5bf3'])
    await setCode(world.client, { address: clone, bytecode })
    const ofClone = await read(clone)
    expect(ofClone).toEqual({ code: behind.code, isFixed: true })
    const detected = openzeppelinTimelock.detect({
      ...(await evidenceOf(world, clone)),
      behind: ofClone,
    })
    expect(detected?.badges).toMatchObject([{ id: 'delay-zero' }])
  })

  test('behavior: a minimum delay that it answers and never told is named', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'))
    const badges = async () => {
      const settings = openzeppelinTimelock.foldSettings(await readRawLogs(world, address))
      const detection = await detect(world, address)
      const roles = { known: true, value: await readRoles(world, address) } as const
      const parameters = { timelock: address, detection, settings, roles }
      return refineOpenzeppelin({ ...parameters, checksBeforeCalls: 'yes' }).badges
    }
    expect(await badges()).toEqual([])
    // As a fork does that drops it in an emergency.
    await setStorageAt(world.client, { address, index: 2, value: wordOf(5) })
    expect(await badges()).toMatchObject([
      {
        id: 'min-delay-overridden',
        title: 'It answers a minimum delay of 5 seconds, though the last one set was 100.',
      },
    ])
  })
})

const refuse = encodeFunctionData({ abi: parseAbi(['function refuse()']) })

function deployRefuser(): Promise<Address> {
  return deployContract(world.client, { from: stranger, name: 'Refuser', file: 'TimelockTargets' })
}

function grantOf(role: Hash, account: Address): Hex {
  return encodeFunctionData({
    abi: timelockAbi,
    functionName: 'grantRole',
    args: [role, account],
  })
}

/** By an operation of its own: it has no other admin. */
async function grantCanceller(account: Address): Promise<void> {
  const data = grantOf(timelockRoleIds.canceller, account)
  const content = contentOf({ calls: [{ target: timelock, value: 0n, data }] })
  await schedule(world, timelock, content)
  await wait(world, 100n)
  await execute(world, timelock, content)
}

async function deployUpgradeable(): Promise<Address> {
  const create = async (data: Hex) => {
    const { contractAddress } = await sendTransaction(world.client, { from: deployer, data })
    return getAddress(contractAddress ?? zeroAddress)
  }
  const logic = await create(implementation.bytecode as Hex)
  const initialize = parseAbi([
    'function initialize(uint256 minDelay, address[] proposers, address[] executors, address admin)',
  ])
  const data = encodeFunctionData({
    abi: initialize,
    args: [100n, [proposer], [executor], zeroAddress],
  })
  return await create(
    encodeDeployData({
      abi: proxyArtifact.abi,
      bytecode: proxyArtifact.bytecode as Hex,
      args: [logic, data],
    }),
  )
}
