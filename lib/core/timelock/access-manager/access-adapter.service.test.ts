import latest from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import first from '@openzeppelin/contracts-5.0.2/build/contracts/AccessManager.json'
import between from '@openzeppelin/contracts-5.5.0/build/contracts/AccessManager.json'
import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hash,
  type Hex,
  parseAbi,
  toFunctionSelector,
} from 'viem'
import { getBlock, readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import type { Call } from '@/lib/core/chain/call'
import {
  ask,
  deployArtifact,
  detectOnChain,
  lookAt,
  mineAt,
  readRawLogs,
  startTimelockChain,
  type TimelockChain,
  unconfirmedRoles,
} from '@/test/timelocks/timelock-on-anvil'
import { accessManagerAbi } from './access-abi'
import { accessManagerAdapter } from './access-adapter'
import { hashScheduledCall } from './hash-scheduled-call'
import { roleLabelOf } from './role-label'

const [admin, member, guardian, stranger] = demoAddresses(0, 4) as [
  Address,
  Address,
  Address,
  Address,
]
const week = 604_800n
const increment = toFunctionSelector('increment()')
const setLabel = encodeFunctionData({
  abi: latest.abi as Abi,
  functionName: 'labelRole',
  args: [7n, 'Keepers'],
})

let chain: TimelockChain
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
})
afterAll(() => chain?.stop())

describe.each([
  ['5.0', first],
  ['5.x', between],
  ['later than 5.5', latest],
])('AccessManager, generation %s (real bytecode)', (generation, artifact) => {
  let manager: Address
  let counter: Address

  const send = (from: Address, functionName: string, args: unknown[]) =>
    sendTransaction(chain.client, {
      from,
      to: manager,
      data: encodeFunctionData({ abi: artifact.abi as Abi, functionName, args }),
    })
  const sendCall = (from: Address, one: Call | undefined) =>
    sendTransaction(chain.client, { from, to: one?.target, data: one?.data, value: one?.value })
  const idOf = (caller: Address, target: Address, data: Hex) =>
    hashScheduledCall({ caller, target, data })
  const look = async (id: Hash) =>
    (await lookAt(chain, accessManagerAdapter, manager)).find(
      ({ operation }) => operation.id === id,
    )
  const schedule = () => send(member, 'schedule', [counter, increment, 0])

  /** Our standing, after the contract has been heard: what it answers, and whether execution would succeed. */
  async function agreed(
    id: Hash,
    caller: Address = member,
    target = counter,
    data: Hex = increment,
  ) {
    const seen = await look(id)
    const timepoint = await readContract(chain.client, {
      abi: accessManagerAbi,
      address: manager,
      functionName: 'getSchedule',
      args: [id],
    })
    const { timestamp } = await getBlock(chain.client)
    const execute = encodeFunctionData({
      abi: accessManagerAbi,
      functionName: 'execute',
      args: [target, data],
    })
    const executable = await ask(chain, { target: manager, value: 0n, data: execute }, caller)
    const { standing, eta } = seen?.standing ?? {}
    expect(standing === 'ready').toBe(executable !== undefined)
    expect(['waiting', 'ready', 'blocked'].includes(standing ?? '')).toBe(timepoint > 0)
    if (timepoint > 0) expect(eta).toBe(BigInt(timepoint))
    expect(standing === 'waiting').toBe(timepoint > timestamp)
    const incidents = seen?.incidents ?? []
    expect(incidents.map(({ id }) => id)).toEqual(standing === 'blocked' ? ['contract'] : [])
    return standing
  }

  beforeAll(async () => {
    manager = await deployArtifact(chain, { from: admin, ...artifact, args: [admin] })
    counter = await deployContract(chain.client, {
      from: admin,
      name: 'ManagedCounter',
      file: 'TimelockFixtures',
      args: [manager],
    })
    await send(admin, 'grantRole', [7n, member, 3_600])
    await send(admin, 'grantRole', [8n, guardian, 0])
    await send(admin, 'setRoleGuardian', [7n, 8n])
    await send(admin, 'setTargetFunctionRole', [counter, [increment], 7n])
  })

  test('default: told as what it is', async () => {
    const detection = await detectOnChain(chain, accessManagerAdapter, manager)
    expect(detection).toMatchObject({
      kind: 'access-manager',
      generation,
      gracePeriod: week - 1n,
      badges: [{ id: 'delay-of-each-member' }],
    })
    expect(await detectOnChain(chain, accessManagerAdapter, counter)).toBeUndefined()
  })

  test('behavior: from waiting to executed, and scheduled again under the next nonce', async () => {
    const id = idOf(member, counter, increment)
    expect(await agreed(id)).toBeUndefined()
    await schedule()
    expect(await agreed(id)).toBe('waiting')
    const eta = (await look(id))?.standing.eta ?? 0n
    await mineAt(chain, eta - 1n)
    expect(await agreed(id)).toBe('waiting')
    await mineAt(chain, eta)
    expect(await agreed(id)).toBe('ready')
    const seen = await look(id)
    expect(seen?.operation).toMatchObject({ proposer: member, calls: [{ target: counter }] })
    await sendCall(member, accessManagerAdapter.encodeExecute(seen!.operation))
    expect(await agreed(id)).toBe('executed')

    await schedule()
    expect(await agreed(id)).toBe('waiting')
    expect((await look(id))?.operation.instances).toMatchObject([
      { nonce: 1n, executed: {} },
      { nonce: 2n },
    ])
    const again = await look(id)
    await sendCall(guardian, accessManagerAdapter.encodeCancel(again!.operation))
    expect(await agreed(id)).toBe('cancelled')
  })

  test('behavior: consumed by the managed contract', async () => {
    const id = idOf(member, counter, increment)
    await schedule()
    await mineAt(chain, (await look(id))?.standing.eta ?? 0n)
    const before = await readContract(chain.client, {
      abi: parseAbi(['function count() view returns (uint256)']),
      address: counter,
      functionName: 'count',
    })
    await sendTransaction(chain.client, { from: member, to: counter, data: increment })
    expect(await agreed(id)).toBe('executed')
    const count = await ask(chain, { target: counter, value: 0n, data: '0x06661abd' })
    expect(BigInt(count ?? '0x')).toBe(before + 1n)
  })

  test('behavior: it expires after a week, and can be scheduled again without a cancellation', async () => {
    const id = idOf(member, counter, increment)
    await schedule()
    const { standing } = (await look(id)) ?? {}
    const expires = standing?.expires ?? 0n
    expect(expires - (standing?.eta ?? 0n)).toBe(week - 1n)
    await mineAt(chain, expires)
    expect(await agreed(id)).toBe('ready')
    await mineAt(chain, expires + 1n)
    expect(await agreed(id)).toBe('stale')
    await schedule()
    expect(await agreed(id)).toBe('waiting')
    const [previous, last] = (await look(id))?.operation.instances.slice(-2) ?? []
    expect([previous?.cancelled, previous?.executed, last?.nonce]).toEqual([
      undefined,
      undefined,
      (previous?.nonce ?? 0n) + 1n,
    ])
    // What is stale is still held, and can be cancelled.
    await mineAt(chain, (last?.expires ?? 0n) + 1n)
    expect(await agreed(id)).toBe('stale')
    await send(member, 'cancel', [member, counter, increment])
    expect(await agreed(id)).toBe('cancelled')
  })

  test('behavior: blocked once who scheduled it has lost the role or the target is closed', async () => {
    const id = idOf(member, counter, increment)
    await schedule()
    await mineAt(chain, (await look(id))?.standing.eta ?? 0n)
    await send(admin, 'setTargetClosed', [counter, true])
    expect(await agreed(id)).toBe('blocked')
    await send(admin, 'setTargetClosed', [counter, false])
    expect(await agreed(id)).toBe('ready')
    await send(admin, 'revokeRole', [7n, member])
    expect(await agreed(id)).toBe('blocked')
    await send(admin, 'grantRole', [7n, member, 3_600])
    expect(await agreed(id)).toBe('ready')
    await send(admin, 'cancel', [member, counter, increment])
  })

  test('behavior: operations of the manager itself, and settings', async () => {
    await send(admin, 'grantRole', [0n, stranger, 60])
    const id = idOf(stranger, manager, setLabel)
    await send(stranger, 'schedule', [manager, setLabel, 0])
    expect(await agreed(id, stranger, manager, setLabel)).toBe('waiting')
    await mineAt(chain, (await look(id))?.standing.eta ?? 0n)
    expect(await agreed(id, stranger, manager, setLabel)).toBe('ready')
    // Called on the manager by who scheduled it, it is consumed.
    await sendTransaction(chain.client, { from: stranger, to: manager, data: setLabel })
    expect((await look(id))?.standing.standing).toBe('executed')

    const logs = await readRawLogs(chain, accessManagerAdapter, manager)
    const roles = await unconfirmedRoles(chain, accessManagerAdapter, manager)
    expect(roles.asked).toBeGreaterThan(0)
    expect(roles.unconfirmed).toEqual([])
    const settings = accessManagerAdapter.foldSettings(logs)
    expect(roleLabelOf(settings, 'role 7')).toBe('Keepers')
    expect(roleLabelOf(settings, 'role 8')).toBeUndefined()
    expect(settings.map(({ position: _, ...rest }) => rest)).toEqual(
      expect.arrayContaining([
        { what: 'role', role: 'ADMIN_ROLE', account: admin, granted: true },
        { what: 'role', role: 'role 7', account: member, granted: false },
        { what: 'delay', name: `execution delay of ${member} as role 7`, after: 3_600n },
        { what: 'rule', subject: 'guardian of role 7', after: 'role 8' },
        { what: 'rule', subject: 'label of role 7', after: 'Keepers' },
        { what: 'rule', subject: counter, after: 'closed' },
        { what: 'rule', subject: `who may call ${increment} of ${counter}`, after: 'role 7' },
      ]),
    )
  })
})
