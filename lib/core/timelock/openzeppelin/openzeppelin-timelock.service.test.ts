import { encodeFunctionData, zeroAddress, zeroHash } from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationStanding } from '@/lib/core/timelock/kind/operation-standing'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { generationArtifacts } from './__fixtures__/generation-artifacts'
import {
  cancel,
  contentOf,
  deployer,
  deployGeneration,
  detect,
  execute,
  executor,
  look,
  mineAt,
  proposer,
  readRawLogs,
  readRoles,
  revertOf,
  schedule,
  startWorld,
  stranger,
  type World,
} from './__fixtures__/generation-world'
import { executionProbe, readExecutionProbe } from './execution-probe'
import { generations } from './generations'
import { openzeppelinTimelock } from './openzeppelin-timelock'
import { refineOpenzeppelin } from './refine-openzeppelin'

let world: World
beforeAll(async () => {
  world = await startWorld()
})
afterAll(() => world?.stop())

type Address = typeof proposer
type Id = `0x${string}`

const getters = {
  pending: 'isOperationPending',
  ready: 'isOperationReady',
  done: 'isOperationDone',
} as const

/** What the contract says by its own getters, which every generation has. */
async function ownWords(address: Address, id: Id): Promise<OperationStanding> {
  const read = (functionName: (typeof getters)[keyof typeof getters]) =>
    readContract(world.client, { abi: timelockAbi, address, functionName, args: [id] })
  const [pending, ready, done] = await Promise.all([
    read(getters.pending),
    read(getters.ready),
    read(getters.done),
  ])
  if (done) return 'executed'
  if (ready) return 'ready'
  return pending ? 'waiting' : 'unset'
}

/** Events and contract agree, and both say this. */
async function expectStanding(
  address: Address,
  content: OperationContent,
  said: OperationStanding,
) {
  const id = hashOperation(content)
  const looked = await look(world, address, id)
  expect(looked).toMatchObject({ standing: said, incidents: [] })
  const own = await ownWords(address, id)
  expect(own).toBe(said === 'cancelled' ? 'unset' : said === 'blocked' ? 'ready' : said)
  return looked?.operation
}

const batchOf = (overrides: Partial<OperationContent> = {}) =>
  contentOf({
    kind: 'batch',
    calls: [1, 2, 3].map((n) => ({ target: stranger, value: 0n, data: `0x0${n}` as const })),
    ...overrides,
  })

describe.each(generationArtifacts)('TimelockController $version', (artifact) => {
  const generation = generations[artifact.refined]
  let timelock: Address
  beforeAll(async () => {
    timelock = await deployGeneration(world, artifact)
  })

  test('default: its generation is told', async () => {
    const detection = await detect(world, timelock)
    expect(detection).toMatchObject({ kind: 'openzeppelin', minDelay: 100n })
    expect(detection.generation).toBe(artifact.told)
  })

  test('behavior: what its generation is known for is told', async () => {
    const probe = executionProbe(timelock)
    const checksBeforeCalls = readExecutionProbe(await revertOf(world, probe, executor))
    expect(checksBeforeCalls).toBe(generation.checksBeforeCalls)
    expect(readExecutionProbe(await revertOf(world, probe, stranger))).toBe('unknown')
    const refined = refineOpenzeppelin({
      timelock,
      detection: await detect(world, timelock),
      settings: openzeppelinTimelock.foldSettings(await readRawLogs(world, timelock)),
      roles: { known: true, value: await readRoles(world, timelock) },
      checksBeforeCalls,
    })
    expect(refined.generation).toBe(artifact.refined)
    const ids = refined.badges.map(({ id }) => id)
    expect(ids.includes('executor-escalation')).toBe(generation.checksBeforeCalls === 'no')
    expect(ids).not.toContain('executor-escalation-possible')
    expect(ids.includes('deployer-still-admin')).toBe(!artifact.takesAdmin)
    expect(ids.includes('admin-without-delay')).toBe(!artifact.takesAdmin)
    expect(ids.includes('salt-untold')).toBe(generation.tellsSalts === 'no')
  })

  test('behavior: an operation from its schedule to its end, at the seconds of the boundary', async () => {
    const content = contentOf()
    await schedule(world, timelock, content)
    const waiting = await expectStanding(timelock, content, 'waiting')
    const known = generation.tellsSalts === 'yes'
    expect(waiting).toMatchObject({
      encoding: known ? 'single' : 'unknown',
      salt: known ? content.salt : 'unknown',
    })
    const eta = waiting?.instances[0]?.eta ?? 0n
    await mineAt(world, eta - 1n)
    await expectStanding(timelock, content, 'waiting')
    await mineAt(world, eta)
    const ready = await expectStanding(timelock, content, 'ready')
    const call = ready && openzeppelinTimelock.encodeExecute(ready)
    expect(call !== undefined).toBe(known)
    if (call)
      await sendTransaction(world.client, { from: executor, to: call.target, data: call.data })
    else await execute(world, timelock, content)
    await expectStanding(timelock, content, 'executed')
  })

  test('behavior: a batch, cancelled, scheduled again, executed', async () => {
    const content = batchOf({ salt: zeroHash, predecessor: zeroHash })
    const id = await schedule(world, timelock, content)
    const first = await expectStanding(timelock, content, 'waiting')
    // Without a salt no generation tells one, and the id proves it.
    expect(first).toMatchObject({ encoding: 'batch', salt: zeroHash, calls: content.calls })
    const call = first && openzeppelinTimelock.encodeCancel(first)
    await sendTransaction(world.client, { from: proposer, to: timelock, data: call?.data })
    await expectStanding(timelock, content, 'cancelled')
    await schedule(world, timelock, content, { delay: 200n })
    const again = await expectStanding(timelock, content, 'waiting')
    expect(again?.instances).toMatchObject([{ cancelled: {} }, {}])
    await mineAt(world, again?.instances[1]?.eta ?? 0n)
    await execute(world, timelock, content)
    const done = await expectStanding(timelock, content, 'executed')
    expect(done?.instances[1]?.executed).toBeDefined()
    await expect(schedule(world, timelock, content)).rejects.toThrow('reverted')
    await expect(cancel(world, timelock, id)).rejects.toThrow('reverted')
  })

  test('behavior: what waits for another is blocked until that is done', async () => {
    const parent = contentOf()
    const child = contentOf({ predecessor: hashOperation(parent) })
    await schedule(world, timelock, child)
    await schedule(world, timelock, parent)
    const { timestamp } = await getBlock(world.client)
    await mineAt(world, timestamp + 100n)
    await expectStanding(timelock, child, 'blocked')
    await expect(execute(world, timelock, child)).rejects.toThrow('reverted')
    await execute(world, timelock, parent)
    await expectStanding(timelock, child, 'ready')
    await execute(world, timelock, child)
    await expectStanding(timelock, child, 'executed')
  })

  test('behavior: it changes its own delay and roles, and tells', async () => {
    const own = (data: Id): OperationContent['calls'][number] => ({
      target: timelock,
      value: 0n,
      data,
    })
    const content = contentOf({
      kind: 'batch',
      calls: [
        own(encodeFunctionData({ abi: timelockAbi, functionName: 'updateDelay', args: [150n] })),
        own(
          encodeFunctionData({
            abi: timelockAbi,
            functionName: 'grantRole',
            args: [timelockRoleIds.executor, zeroAddress],
          }),
        ),
        own(
          encodeFunctionData({
            abi: timelockAbi,
            functionName: 'revokeRole',
            args: [timelockRoleIds.executor, executor],
          }),
        ),
      ],
    })
    await schedule(world, timelock, content)
    const { timestamp } = await getBlock(world.client)
    await mineAt(world, timestamp + 100n)
    await execute(world, timelock, content)
    await expectStanding(timelock, content, 'executed')
    expect((await detect(world, timelock)).minDelay).toBe(150n)
    const settings = openzeppelinTimelock.foldSettings(await readRawLogs(world, timelock))
    expect(settings.slice(-3)).toMatchObject([
      { what: 'delay', name: 'minDelay', before: 100n, after: 150n },
      { what: 'role', role: 'executor', account: zeroAddress, granted: true, by: timelock },
      { what: 'role', role: 'executor', account: executor, granted: false, by: timelock },
    ])
    const admins = artifact.takesAdmin ? [timelock] : [deployer, timelock]
    expect(await readRoles(world, timelock)).toEqual({
      proposer: { open: false, holders: [proposer] },
      executor: { open: true, holders: [] },
      canceller: { open: false, holders: [proposer] },
      admin: { open: false, holders: admins },
    })
    // An open role is honoured: anyone executes from now on.
    const later = contentOf()
    await expect(schedule(world, timelock, later)).rejects.toThrow('reverted')
    await schedule(world, timelock, later, { delay: 150n })
    const now = (await getBlock(world.client)).timestamp
    await mineAt(world, now + 150n)
    await execute(world, timelock, later, { from: stranger })
    await expectStanding(timelock, later, 'executed')
  })
})
