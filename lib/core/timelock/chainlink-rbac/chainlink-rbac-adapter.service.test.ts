import {
  type Abi,
  type Address,
  encodeFunctionData,
  type Hash,
  type Hex,
  pad,
  toFunctionSelector,
  zeroAddress,
  zeroHash,
} from 'viem'
import { readContract } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import type { Call } from '@/lib/core/chain/call'
import {
  ask,
  detectOnChain,
  lookAt,
  mineAt,
  readRawLogs,
  startTimelockChain,
  type TimelockChain,
  unconfirmedRoles,
} from '@/test/timelocks/timelock-on-anvil'
import { chainlinkRbacAdapter } from './chainlink-rbac-adapter'
import { hashCallBatch } from './hash-call-batch'

const [admin, member, bypasser, stranger] = demoAddresses(0, 4) as [
  Address,
  Address,
  Address,
  Address,
]
const minDelay = 3_600n

let chain: TimelockChain
let timelock: Address

beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  timelock = await deploy(bypasser)
})
afterAll(() => chain?.stop())

const deploy = (bypasserOrNobody: Address) =>
  deployContract(chain.client, {
    from: admin,
    name: 'ReconstructedRbacTimelock',
    args: [minDelay, admin, member, bypasserOrNobody],
  })

type Batch = { calls: readonly Call[]; predecessor: Hash; salt: Hash }
const encode = (functionName: string, args: unknown[]): Hex =>
  encodeFunctionData({
    abi: readArtifact('ReconstructedRbacTimelock').abi as Abi,
    functionName,
    args,
  })
const send = (from: Address, functionName: string, args: unknown[] = []) =>
  sendTransaction(chain.client, { from, to: timelock, data: encode(functionName, args) })
const schedule = ({ calls, predecessor, salt }: Batch, delay = minDelay) =>
  send(member, 'scheduleBatch', [calls, predecessor, salt, delay])
const sendCall = (one: Call | undefined, from = member) =>
  sendTransaction(chain.client, { from, to: one?.target, data: one?.data })
const view = (functionName: string, args: unknown[]) =>
  readContract(chain.client, {
    abi: readArtifact('ReconstructedRbacTimelock').abi,
    address: timelock,
    functionName,
    args,
  })

let salts = 0n
const batchOf = (overrides: Partial<Batch> = {}): Batch => {
  salts += 1n
  const salt = pad(`0x${salts.toString(16)}`, { size: 32 })
  const calls = [1, 2].map((n) => ({ target: stranger, value: 0n, data: `0x0${n}` as Hex }))
  return { calls, predecessor: zeroHash, salt, ...overrides }
}
const look = async (id: Hash) =>
  (await lookAt(chain, chainlinkRbacAdapter, timelock)).find(({ operation }) => operation.id === id)

/** Our standing, after the contract's own four answers and a trial of executing it. */
async function agreed(batch: Batch) {
  const id = hashCallBatch(batch)
  const seen = await look(id)
  const { standing } = seen?.standing ?? {}
  const [isPending, isReady, isDone] = await Promise.all(
    ['isOperationPending', 'isOperationReady', 'isOperationDone'].map((name) => view(name, [id])),
  )
  expect(['waiting', 'ready', 'blocked'].includes(standing ?? '')).toBe(isPending)
  expect(standing === 'ready' || standing === 'blocked').toBe(isReady)
  expect(standing === 'executed').toBe(isDone)
  const { calls, predecessor, salt } = batch
  const data = encode('executeBatch', [calls, predecessor, salt])
  const result = await ask(chain, { target: timelock, value: 0n, data }, member)
  expect(standing === 'ready').toBe(result !== undefined)
  expect(seen?.standing.incident).toBeUndefined()
  expect(seen?.incidents ?? []).toEqual([])
  return standing
}

describe('a reconstruction of Chainlink RBACTimelock', () => {
  test('default: told as what it is, with who can go past it', async () => {
    const detection = await detectOnChain(chain, chainlinkRbacAdapter, timelock)
    expect(detection).toMatchObject({ kind: 'chainlink-rbac', minDelay })
    expect(detection?.badges).toMatchObject([
      { id: 'delay-can-be-bypassed', severity: 'high' },
      { id: 'executor-chooses-gas', severity: 'low' },
    ])
    expect(detection?.badges[0]?.detail).toContain('1 bypasser and 1 admin;')
    expect(await detectOnChain(chain, chainlinkRbacAdapter, stranger)).toBeUndefined()
  })

  test('behavior: the id is the one that the contract computes', async () => {
    for (const calls of [[], batchOf().calls]) {
      const batch = batchOf({ calls })
      const args = [batch.calls, batch.predecessor, batch.salt]
      expect(hashCallBatch(batch)).toBe(await view('hashOperationBatch', args))
    }
  })

  test('behavior: from waiting to executed, with the salt that its events tell', async () => {
    const batch = batchOf()
    const id = hashCallBatch(batch)
    expect(await agreed(batch)).toBeUndefined()
    await schedule(batch)
    expect(await agreed(batch)).toBe('waiting')
    const seen = await look(id)
    expect(seen?.operation).toMatchObject({
      salt: batch.salt,
      encoding: 'batch',
      calls: batch.calls,
    })
    expect(seen?.operation.predecessor).toBeUndefined()
    const eta = seen?.standing.eta ?? 0n
    expect(seen?.operation.instances[0]?.eta).toBe(eta)
    await mineAt(chain, eta - 1n)
    expect(await agreed(batch)).toBe('waiting')
    await mineAt(chain, eta)
    expect(await agreed(batch)).toBe('ready')
    await sendCall(chainlinkRbacAdapter.encodeExecute(seen!.operation))
    expect(await agreed(batch)).toBe('executed')
  })

  test('behavior: cancelled, and scheduled again with another delay', async () => {
    const batch = batchOf()
    await schedule(batch)
    const seen = await look(hashCallBatch(batch))
    await sendCall(chainlinkRbacAdapter.encodeCancel(seen!.operation))
    expect(await agreed(batch)).toBe('cancelled')
    await schedule(batch, minDelay * 2n)
    expect(await agreed(batch)).toBe('waiting')
    expect((await look(hashCallBatch(batch)))?.operation.instances).toMatchObject([
      { cancelled: {} },
      { eta: (await look(hashCallBatch(batch)))?.standing.eta },
    ])
  })

  test('behavior: blocked until its predecessor is done', async () => {
    const parent = batchOf()
    const child = batchOf({ predecessor: hashCallBatch(parent) })
    await schedule(parent)
    await schedule(child)
    await mineAt(chain, (await look(hashCallBatch(child)))?.standing.eta ?? 0n)
    expect([await agreed(parent), await agreed(child)]).toEqual(['ready', 'blocked'])
    expect((await look(hashCallBatch(child)))?.standing.waitsFor).toBe(hashCallBatch(parent))
    await sendCall(
      chainlinkRbacAdapter.encodeExecute((await look(hashCallBatch(parent)))!.operation),
    )
    expect(await agreed(child)).toBe('ready')
  })

  test('behavior: settings, and what went past the queue', async () => {
    const selector = toFunctionSelector('approve(address,uint256)')
    const call = { target: stranger, value: 0n, data: '0xdeadbeef' as Hex }
    await send(bypasser, 'bypasserExecuteBatch', [[call]])
    await send(admin, 'updateDelay', [minDelay * 2n])
    await send(admin, 'blockFunctionSelector', [selector])
    expect(
      (await detectOnChain(chain, chainlinkRbacAdapter, timelock))?.badges.at(-1),
    ).toMatchObject({
      id: 'functions-blocked',
      severity: 'good',
    })
    await send(admin, 'unblockFunctionSelector', [selector])
    const logs = await readRawLogs(chain, chainlinkRbacAdapter, timelock)
    const roles = await unconfirmedRoles(chain, chainlinkRbacAdapter, timelock)
    expect(roles.asked).toBeGreaterThan(0)
    expect(roles.unconfirmed).toEqual([])
    const settings = chainlinkRbacAdapter.foldSettings(logs).map(({ position: _, ...rest }) => rest)
    expect(settings).toEqual(
      expect.arrayContaining([
        { what: 'role', role: 'BYPASSER_ROLE', account: bypasser, granted: true },
        { what: 'delay', name: 'minimum delay', before: minDelay, after: minDelay * 2n },
      ]),
    )
    expect(settings.slice(-4)).toMatchObject([
      { what: 'bypass', call },
      { what: 'delay' },
      { what: 'rule', subject: selector, after: 'blocked' },
      { what: 'rule', subject: selector, after: 'allowed' },
    ])
  })

  test('behavior: an empty batch leaves no event; nobody to bypass, no badge of it', async () => {
    const before = (await lookAt(chain, chainlinkRbacAdapter, timelock)).length
    await schedule(batchOf({ calls: [] }), minDelay * 2n)
    expect(await lookAt(chain, chainlinkRbacAdapter, timelock)).toHaveLength(before)
    const own = await deploy(zeroAddress)
    const renounce = encode('renounceRole', [await view('ADMIN_ROLE', []), admin])
    await sendTransaction(chain.client, { from: admin, to: own, data: renounce })
    expect((await detectOnChain(chain, chainlinkRbacAdapter, own))?.badges).toMatchObject([
      { id: 'executor-chooses-gas' },
    ])
  })
})
