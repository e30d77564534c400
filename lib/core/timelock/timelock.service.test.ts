import artifact from '@openzeppelin/contracts/build/contracts/TimelockController.json'
import fc from 'fast-check'
import {
  type Address,
  BaseError,
  encodeDeployData,
  encodeFunctionData,
  getAddress,
  type Hash,
  type Hex,
  zeroAddress,
  zeroHash,
} from 'viem'
import { call, getBlock, getLogs, mine, readContract, setNextBlockTimestamp } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeTimelockLog } from './decode-timelock-log'
import { describeTimelockError } from './describe-timelock-error'
import { encodeCancel } from './encode-cancel'
import { encodeExecute } from './encode-execute'
import { encodeSchedule } from './encode-schedule'
import { foldOperations } from './fold-operations'
import { foldRoles } from './fold-roles'
import { hashOperation } from './hash-operation'
import type { OperationState } from './operation'
import type { OperationContent } from './operation-content'
import { operationState } from './operation-state'
import type { OperationLog, RoleLog } from './timelock-log'

const [proposer, canceller, stranger] = demoAddresses(0, 3) as [Address, Address, Address]
const delay = 3_600n

let anvil: Anvil
let client: AnvilClient
let timelock: Address

beforeAll(async () => {
  anvil = await startAnvil()
  client = anvilClient(anvil.rpcUrl)
  const { contractAddress } = await sendTransaction(client, {
    from: proposer,
    data: encodeDeployData({
      abi: artifact.abi,
      bytecode: artifact.bytecode as Hex,
      args: [delay, [proposer], [zeroAddress], proposer],
    }),
  })
  timelock = getAddress(contractAddress ?? '0x')
})

afterAll(() => anvil?.stop())

const bytes = (minLength: number, maxLength: number) =>
  fc
    .uint8Array({ minLength, maxLength })
    .map((array): Hex => `0x${Buffer.from(array).toString('hex')}`)

const anyContent: fc.Arbitrary<OperationContent> = fc.record({
  kind: fc.constant('batch' as const),
  calls: fc.array(
    fc.record({
      target: bytes(20, 20).map((hex) => getAddress(hex)),
      value: fc.bigInt({ min: 0n, max: 2n ** 256n - 1n }),
      data: bytes(0, 200),
    }),
    { maxLength: 6 },
  ),
  predecessor: bytes(32, 32),
  salt: bytes(32, 32),
})

const read = <T>(functionName: 'getTimestamp' | 'getOperationState', id: Hash) =>
  readContract(client, {
    abi: timelockAbi,
    address: timelock,
    functionName,
    args: [id],
  }) as Promise<T>

const states: readonly OperationState[] = ['unset', 'waiting', 'ready', 'done']

/** Both say the same at the latest block, and what they say. */
async function agreedState(id: Hash): Promise<OperationState> {
  const { timestamp: now } = await getBlock(client)
  const ours = operationState({ timestamp: await read<bigint>('getTimestamp', id), now })
  expect(ours).toBe(states[await read<number>('getOperationState', id)])
  return ours
}

async function readLogs(): Promise<(OperationLog | RoleLog)[]> {
  const logs = await getLogs(client, { address: timelock, fromBlock: 0n })
  return Promise.all(
    logs.map(async ({ topics, data, blockNumber, blockHash, transactionHash, logIndex }) => {
      const { timestamp } = await getBlock(client, { blockNumber })
      const position = {
        blockNumber,
        blockHash,
        blockTimestamp: timestamp,
        transactionHash,
        logIndex,
      }
      return decodeTimelockLog({ topics, data, position })
    }),
  ).then((logs) => logs.filter((log) => log !== undefined))
}

async function readOperation(id: Hash) {
  const logs = (await readLogs()).filter((log): log is OperationLog => 'id' in log.args)
  return foldOperations({ timelock: { chainId: 31_337, address: timelock }, logs }).find(
    (operation) => operation.id === id,
  )
}

async function revertOf(from: Address, data: Hex) {
  const error = await call(client, { account: from, to: timelock, data }).catch((e: unknown) => e)
  if (!(error instanceof BaseError)) throw new Error('It did not revert.')
  const cause = error.walk((e) => typeof (e as { data?: unknown }).data === 'string')
  return describeTimelockError((cause as { data?: Hex }).data ?? '0x')
}

const ping = (salt: Hash, overrides: Partial<OperationContent> = {}): OperationContent => ({
  kind: 'single',
  calls: [{ target: stranger, value: 0n, data: '0x1234' }],
  predecessor: zeroHash,
  salt,
  ...overrides,
})
const salt = (n: number): Hash => `0x${n.toString(16).padStart(64, '0')}`

describe('a real TimelockController', () => {
  test('default: hashOperation and hashOperationBatch for random operations', async () => {
    await fc.assert(
      fc.asyncProperty(anyContent, async (content) => {
        const { calls, predecessor, salt } = content
        const [first] = calls
        const batch = await readContract(client, {
          abi: timelockAbi,
          address: timelock,
          functionName: 'hashOperationBatch',
          args: [
            calls.map(({ target }) => target),
            calls.map(({ value }) => value),
            calls.map(({ data }) => data),
            predecessor,
            salt,
          ],
        })
        expect(hashOperation(content)).toBe(batch)
        if (first === undefined) return
        const single = await readContract(client, {
          abi: timelockAbi,
          address: timelock,
          functionName: 'hashOperation',
          args: [first.target, first.value, first.data, predecessor, salt],
        })
        expect(hashOperation({ kind: 'single', calls: [first], predecessor, salt })).toBe(single)
      }),
      { numRuns: 200 },
    )
  })

  test('behavior: an operation from schedule to done, at the seconds of the boundary', async () => {
    const content = ping(salt(1))
    const id = hashOperation(content)
    expect(await agreedState(id)).toBe('unset')
    expect(await readOperation(id)).toBeUndefined()
    await sendTransaction(client, {
      from: proposer,
      to: timelock,
      data: encodeSchedule({ ...content, delay }),
    })
    const operation = await readOperation(id)
    const eta = await read<bigint>('getTimestamp', id)
    expect(operation).toMatchObject({ ...content, id, instances: [{ delay, eta }] })
    expect(await agreedState(id)).toBe('waiting')

    await setNextBlockTimestamp(client, { timestamp: eta - 1n })
    await mine(client, { blocks: 1 })
    expect(await agreedState(id)).toBe('waiting')
    await setNextBlockTimestamp(client, { timestamp: eta })
    await mine(client, { blocks: 1 })
    expect(await agreedState(id)).toBe('ready')

    await sendTransaction(client, { from: stranger, to: timelock, data: encodeExecute(content) })
    expect(await agreedState(id)).toBe('done')
    expect((await readOperation(id))?.instances).toMatchObject([{ executed: {} }])
    expect(await revertOf(proposer, encodeSchedule({ ...content, delay }))).toMatchObject({
      name: 'TimelockUnexpectedOperationState',
      message: 'The operation is not unset.',
    })
  })

  test('behavior: a batch without salt, cancelled and scheduled again', async () => {
    const content = ping(zeroHash, {
      kind: 'batch',
      calls: [1, 2, 3].map((n) => ({ target: stranger, value: 0n, data: `0x0${n}` as Hex })),
    })
    const id = hashOperation(content)
    const data = encodeSchedule({ ...content, delay: delay + 5n })
    await sendTransaction(client, { from: proposer, to: timelock, data })
    await sendTransaction(client, { from: proposer, to: timelock, data: encodeCancel({ id }) })
    expect(await agreedState(id)).toBe('unset')
    await sendTransaction(client, { from: proposer, to: timelock, data })
    expect(await agreedState(id)).toBe('waiting')
    const operation = await readOperation(id)
    const { instances, ...rest } = operation!
    expect(rest).toEqual({ timelock: { chainId: 31_337, address: timelock }, id, ...content })
    expect(instances).toMatchObject([
      { delay: delay + 5n, cancelled: {} },
      { delay: delay + 5n, eta: await read('getTimestamp', id) },
    ])
    expect(instances[1]?.cancelled).toBeUndefined()
  })

  test('behavior: a batch of one is told from a single', async () => {
    const content = ping(salt(2), { kind: 'batch' })
    const id = hashOperation(content)
    await sendTransaction(client, {
      from: proposer,
      to: timelock,
      data: encodeSchedule({ ...content, delay }),
    })
    expect((await readOperation(id))?.kind).toBe('batch')
  })

  test('behavior: it says why it refuses', async () => {
    const content = ping(salt(3))
    const id = hashOperation(content)
    expect(await revertOf(stranger, encodeSchedule({ ...content, delay }))).toMatchObject({
      name: 'AccessControlUnauthorizedAccount',
      message: 'This account is not a proposer of this timelock.',
    })
    expect(await revertOf(proposer, encodeSchedule({ ...content, delay: 1n }))).toMatchObject({
      name: 'TimelockInsufficientDelay',
      facts: [
        ['Delay', '1 seconds'],
        ['Minimum', '3600 seconds'],
      ],
    })
    expect(await revertOf(stranger, encodeExecute(content))).toMatchObject({
      message: 'The operation is not ready.',
    })
    expect(await revertOf(proposer, encodeCancel({ id }))).toMatchObject({
      message: 'The operation is not waiting or ready.',
    })
    const blocked = ping(salt(4), { predecessor: id })
    await sendTransaction(client, {
      from: proposer,
      to: timelock,
      data: encodeSchedule({ ...blocked, delay }),
    })
    const eta = await read<bigint>('getTimestamp', hashOperation(blocked))
    await setNextBlockTimestamp(client, { timestamp: eta })
    await mine(client, { blocks: 1 })
    expect(await agreedState(hashOperation(blocked))).toBe('ready')
    expect(await revertOf(stranger, encodeExecute(blocked))).toEqual({
      name: 'TimelockUnexecutedPredecessor',
      message: 'The predecessor of this operation has not been executed.',
      facts: [['Predecessor', id]],
    })
  })

  test('behavior: its roles', async () => {
    const grant = (functionName: 'grantRole' | 'revokeRole', account: Address) =>
      encodeFunctionData({
        abi: timelockAbi,
        functionName,
        args: ['0xfd643c72710c63c0180259aba6b2d05451e3591a24e58b62239378085726f783', account],
      })
    await sendTransaction(client, {
      from: proposer,
      to: timelock,
      data: grant('grantRole', canceller),
    })
    await sendTransaction(client, {
      from: proposer,
      to: timelock,
      data: grant('revokeRole', proposer),
    })
    const logs = (await readLogs()).filter((log): log is RoleLog => 'role' in log.args)
    expect(foldRoles(logs)).toEqual({
      proposer: { open: false, holders: [proposer] },
      executor: { open: true, holders: [] },
      canceller: { open: false, holders: [canceller] },
      admin: { open: false, holders: [timelock, proposer] },
    })
  })
})
