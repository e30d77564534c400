import {
  type Address,
  concat,
  encodeAbiParameters,
  encodeFunctionData,
  type Hash,
  type Hex,
  keccak256,
  parseAbi,
  parseAbiParameters,
  stringToBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock, getBlockNumber, getLogs, setCode } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { deploySafe, type SafeDeployment } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { findProposers } from '@/lib/actions/timelock/find-proposers'
import { indexTimelock } from '@/lib/actions/timelock/index-timelock'
import { reconcileOperations } from '@/lib/actions/timelock/reconcile-operations'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { openStore } from '@/lib/adapters/store/open-store'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { saveTimelock } from '@/lib/adapters/store/save-timelock'
import { multicallAbi } from '@/lib/core/abi/multicall-abi'
import { encodeMultiSend } from '@/lib/core/calldata/multi-send'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  ask,
  chainId,
  contentOf,
  deployGeneration,
  look,
  proposer,
  readRawLogs,
  schedule,
  startWorld,
  stranger,
  type World,
  wait,
  wordOf,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { governorProbes, isGovernorOf } from '@/lib/core/timelock/openzeppelin/governor-probes'
import { proposalLinks, readProposal } from '@/lib/core/timelock/openzeppelin/governor-proposal'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { proveSalt } from '@/lib/core/timelock/prove-salt'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'
import { createTestSafe, executeAs, transactionOf } from '@/test/safe-on-anvil'
import { startRpcProxy } from '@/test/start-rpc-proxy'
import { findProposal } from './find-proposal'
import { readGovernors } from './read-governors'
import { recoverOperationSalt } from './recover-operation-salt'

const artifactOf = (version: string) => {
  const found = generationArtifacts.find((artifact) => artifact.version === version)
  if (!found) throw new Error(`No artifact of ${version}.`)
  return found
}

let world: World
let safes: SafeDeployment
let safe: Address
/** Of 4.8, which tells no salt; proposers: a person, a Safe and a multicall. */
let timelock: Address
let multicaller: Address
let secretive: Address
const multicall3: Address = `0x${'ca11'.repeat(10)}`
const forwarder: Address = `0x${'f0'.repeat(20)}`

/** Forwards all but the first 20 bytes of its calldata to the address that those are, and reverts where that does. */
const forwarderCode: Hex = '0x601436038060145f375f5f915f5f5f3560601c5af1601b575f5ffd5b00'

beforeAll(async () => {
  world = await startWorld()
  safes = await deploySafe(world.client)
  safe = await createTestSafe(world.client, { owners: [0, 1, 2], threshold: 2 })
  multicaller = await deployContract(world.client, {
    from: stranger,
    name: 'Multicaller',
    file: 'TimelockTargets',
  })
  secretive = await deployContract(world.client, {
    from: stranger,
    name: 'SecretiveProposer',
    file: 'TimelockTargets',
  })
  timelock = await deployGeneration(world, artifactOf('4.8.3'), {
    proposers: [proposer, safe, multicaller, secretive, forwarder],
    executors: [zeroAddress],
  })
})
afterAll(() => world?.stop())

async function recover(id: Hash, mayTrace = false, proposalsFrom?: bigint) {
  const looked = await look(world, timelock, id)
  if (!looked) throw new Error('No event of it.')
  expect(looked.operation.salt).toBe('unknown')
  expect(openzeppelinTimelock.encodeExecute(looked.operation)).toBeUndefined()
  return await recoverOperationSalt(world.client, {
    operation: looked.operation,
    mayTrace,
    proposalsFrom,
  })
}

const scheduleOf = (content: OperationContent) => encodeSchedule({ ...content, delay: 100n })
const foundIn = (source: string, { kind, salt }: OperationContent) => ({
  known: true,
  value: { kind, salt, source },
})

describe('a salt that no event tells (before 4.9)', () => {
  test('default: from the transaction that scheduled it, single or batch', async () => {
    for (const kind of ['single', 'batch'] as const) {
      const content = contentOf({ kind })
      const id = await schedule(world, timelock, content)
      expect(await recover(id)).toEqual(foundIn('transaction', content))
    }
  })

  test('behavior: the operation can be executed with it, and then the execution shows it as well', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    const looked = await look(world, timelock, id)
    const found = await recover(id)
    if (!looked || !found.known) throw new Error('It is not found.')
    const { kind, salt } = found.value
    const operation: QueuedOperation = { ...looked.operation, encoding: kind, salt }
    await wait(world, 100n)
    const call = openzeppelinTimelock.encodeExecute(operation)
    await sendTransaction(world.client, { from: stranger, to: call?.target, data: call?.data })
    const executed = await look(world, timelock, id)
    expect(executed?.standing).toBe('executed')
    const [instance] = executed?.operation.instances ?? []
    if (!executed || !instance?.executed) throw new Error('It is not executed.')
    const onlyExecution = { scheduled: instance.executed, executed: instance.executed }
    expect(
      await recoverOperationSalt(world.client, {
        operation: { ...executed.operation, instances: [onlyExecution] },
        mayTrace: false,
      }),
    ).toEqual(foundIn('transaction', content))
  })

  test('behavior: through a Safe, and through a MultiSend of a Safe', async () => {
    const content = contentOf()
    const direct = transactionOf(safe, { target: timelock, data: scheduleOf(content) })
    await executeAs(world.client, [0, 1], direct)
    const [one, other] = [contentOf(), contentOf()]
    const data = encodeMultiSend(
      [one, other].map((each) => ({
        target: timelock,
        value: 0n,
        data: scheduleOf(each),
        operation: 'call',
      })),
    )
    const target = safes['1.4.1'].multiSendCallOnly
    const nonce = 1n
    await executeAs(
      world.client,
      [0, 1],
      transactionOf(safe, { target, data, operation: 'delegatecall', nonce }),
    )
    for (const each of [content, one, other]) {
      expect(await recover(hashOperation(each))).toEqual(foundIn('transaction', each))
    }
  })

  test('behavior: through Multicall3, between other calls', () => {
    // What counts is the calldata, whatever stands there.
    const content = contentOf()
    const data = encodeFunctionData({
      abi: multicallAbi,
      functionName: 'aggregate3',
      args: [
        [
          { target: stranger, allowFailure: true, callData: '0x' },
          { target: timelock, allowFailure: false, callData: scheduleOf(content) },
        ],
      ],
    })
    const operation = { timelock: { chainId: 1, address: timelock }, ...subjectOf(content) }
    expect(recoverSalt(operation, { target: multicall3, value: 0n, data })).toEqual({
      kind: content.kind,
      salt: content.salt,
    })
  })

  test('behavior: through forwarders that nobody knows', async () => {
    const [one, other] = [contentOf(), contentOf({ kind: 'batch' })]
    const abi = parseAbi(['function run(address[] targets, bytes[] datas)'])
    await sendTransaction(world.client, {
      from: stranger,
      to: multicaller,
      data: encodeFunctionData({
        abi,
        args: [
          [stranger, timelock],
          ['0x1234', scheduleOf(one)],
        ],
      }),
    })
    await setCode(world.client, { address: forwarder, bytecode: forwarderCode })
    const data = concat([timelock, scheduleOf(other)])
    await sendTransaction(world.client, { from: stranger, to: forwarder, data })
    for (const each of [one, other]) {
      expect(await recover(hashOperation(each))).toEqual(foundIn('transaction', each))
    }
  })

  test('behavior: one that a contract made up shows only in a trace', async () => {
    const call = { target: stranger, value: 0n, data: '0xabcd' as Hex }
    const head = encodeAbiParameters(parseAbiParameters('address, bytes'), [call.target, call.data])
    const abi = parseAbi(['function propose(address timelock, bytes head, uint256 delay)'])
    const data = encodeFunctionData({ abi, args: [timelock, head, 100n] })
    await sendTransaction(world.client, { from: stranger, to: secretive, data })
    const salt = keccak256(
      encodeAbiParameters(parseAbiParameters('address, uint256'), [secretive, 1n]),
    )
    const content = contentOf({ calls: [call], salt })
    expect(await recover(hashOperation(content))).toEqual({
      known: false,
      reason:
        'the transaction does not show it; no trace was asked for; no proposals were looked at',
    })
    expect(await recover(hashOperation(content), true)).toEqual(foundIn('trace', content))
  })

  test('behavior: one that a person enters is believed if it gives the id', async () => {
    const content = contentOf()
    const id = await schedule(world, timelock, content)
    const operation = (await look(world, timelock, id))?.operation
    if (!operation) throw new Error('No event of it.')
    expect(proveSalt(operation, content.salt)).toEqual({ kind: 'single', salt: content.salt })
    expect(proveSalt(operation, zeroHash)).toBeUndefined()
    expect(proveSalt({ ...operation, calls: [] }, content.salt)).toBeUndefined()
  })
})

describe('a salt of zero', () => {
  test.each(['4.8.3', '4.9.6', '5.7.0'])(
    'behavior: no event tells it in %s; it is assumed, and the id proves it',
    async (version) => {
      const address = await deployGeneration(world, artifactOf(version))
      for (const kind of ['single', 'batch'] as const) {
        const content = contentOf({ kind, salt: zeroHash })
        const looked = await look(world, address, await schedule(world, address, content))
        expect(looked?.operation).toMatchObject({ encoding: kind, salt: zeroHash })
      }
    },
  )
})

const governorAbi = parseAbi([
  'function propose(address[] targets, uint256[] values, bytes[] calldatas, string description) returns (uint256)',
  'function castVote(uint256 proposalId, uint8 support) returns (uint256)',
  'function queue(address[] targets, uint256[] values, bytes[] calldatas, bytes32 descriptionHash) returns (uint256)',
  'function queue(uint256 proposalId)',
  'function state(uint256 proposalId) view returns (uint8)',
])

describe('a timelock that a Governor owns', () => {
  let governor: Address
  let begin: bigint

  beforeAll(async () => {
    const admin = demoAccount(0).address
    timelock = await deployGeneration(world, artifactOf('4.8.3'), {
      admin,
      executors: [zeroAddress],
    })
    governor = await deployContract(world.client, {
      from: stranger,
      name: 'GovernorFixture',
      args: [timelock],
    })
    const abi = parseAbi(['function grantRole(bytes32 role, address account)'])
    const role = keccak256(stringToBytes('PROPOSER_ROLE'))
    const data = encodeFunctionData({ abi, args: [role, governor] })
    await sendTransaction(world.client, { from: admin, to: timelock, data })
    begin = await getBlockNumber(world.client)
  })

  const send = (data: Hex) => sendTransaction(world.client, { from: stranger, to: governor, data })

  /** Proposes and votes; what is left is to queue. */
  async function pass(calls: OperationContent['calls'], description: string) {
    const lists = [
      calls.map(({ target }) => target),
      calls.map(({ value }) => value),
      calls.map(({ data }) => data),
    ] as const
    await send(
      encodeFunctionData({
        abi: governorAbi,
        functionName: 'propose',
        args: [...lists, description],
      }),
    )
    const logs = await getLogs(world.client, { address: governor, fromBlock: begin })
    const proposal = logs
      .flatMap((log) => readProposal(governor, log) ?? [])
      .find((each) => each.description === description)
    if (!proposal) throw new Error('It was not proposed.')
    await wait(world, 2n)
    const args = [proposal.proposalId, 1] as const
    await send(encodeFunctionData({ abi: governorAbi, functionName: 'castVote', args }))
    await wait(world, 12n)
    return { proposal, lists }
  }

  /** The salt of 5.0 and later. */
  const saltOf = (descriptionHash: Hash): Hash =>
    `0x${(BigInt(descriptionHash) ^ (BigInt(governor) << 96n)).toString(16).padStart(64, '0')}`

  test('default: its proposer is told to be a Governor of this very timelock', async () => {
    const answersOf = (target: Address) =>
      Promise.all(governorProbes.map((data) => ask(world, { target, value: 0n, data })))
    expect(isGovernorOf({ timelock, answers: await answersOf(governor) })).toBe(true)
    expect(isGovernorOf({ timelock: stranger, answers: await answersOf(governor) })).toBe(false)
    expect(isGovernorOf({ timelock, answers: await answersOf(safe) })).toBe(false)
    expect(isGovernorOf({ timelock, answers: [] })).toBe(false)
  })

  test('behavior: queued with its content, the salt is in the transaction, and leads to the proposal', async () => {
    const calls = [{ target: stranger, value: 0n, data: '0x11' as Hex }]
    const { proposal, lists } = await pass(calls, '# Raise the cap')
    const args = [...lists, proposal.descriptionHash] as const
    await send(encodeFunctionData({ abi: governorAbi, functionName: 'queue', args }))
    const content = contentOf({ kind: 'batch', calls, salt: saltOf(proposal.descriptionHash) })
    expect(await recover(hashOperation(content))).toEqual(foundIn('transaction', content))
    expect(proposalLinks(content, governor)).toContainEqual({
      descriptionHash: proposal.descriptionHash,
      proposalId: proposal.proposalId,
    })
  })

  test('behavior: queued by its number alone, the salt is found among the proposals, or in a trace', async () => {
    const calls = [{ target: stranger, value: 0n, data: '0x22' as Hex }]
    await pass(calls, 'Another with other calls')
    const { proposal } = await pass([...calls, ...calls], 'Lower the cap')
    const args = [proposal.proposalId] as const
    await send(encodeFunctionData({ abi: governorAbi, functionName: 'queue', args }))
    const content = contentOf({
      kind: 'batch',
      calls: [...calls, ...calls],
      salt: saltOf(proposal.descriptionHash),
    })
    const id = hashOperation(content)
    expect(await recover(id)).toMatchObject({ known: false })
    expect(await recover(id, false, begin)).toEqual(foundIn('proposal', content))
    expect(await recover(id, true)).toEqual(foundIn('trace', content))
  })

  test('behavior: the worker finds it without traces, too, and reads the events of no proposer that is no Governor', async () => {
    const node = await startRpcProxy(world.rpcUrl)
    const store = await openStore()
    try {
      const at = { chainId, address: timelock }
      const nodes = createChainNodes({ chainId, rpcUrls: [node.url] })
      const context = {
        store,
        nodesFor: () => nodes,
        confirmationsFor: () => 0,
        clientFor: () => createRpcClient({ chainId, name: 'Anvil', rpcUrls: [node.url] }),
        now: () => new Date(),
      }
      node.rewrite = ({ method }) =>
        method.startsWith('debug_') ? { error: { code: -32_601, message: 'no' } } : undefined
      const calls = [{ target: stranger, value: 0n, data: '0x33' as Hex }]
      const { proposal } = await pass(calls, 'Raise the floor')
      const args = [proposal.proposalId] as const
      await send(encodeFunctionData({ abi: governorAbi, functionName: 'queue', args }))
      const byGovernor = contentOf({
        kind: 'batch',
        calls,
        salt: saltOf(proposal.descriptionHash),
      })
      const data = encodeFunctionData({
        abi: parseAbi(['function propose(address timelock, bytes head, uint256 delay)']),
        args: [
          timelock,
          encodeAbiParameters(parseAbiParameters('address, bytes'), [stranger, '0xabce']),
          100n,
        ],
      })
      const role = keccak256(stringToBytes('PROPOSER_ROLE'))
      const grant = encodeFunctionData({
        abi: parseAbi(['function grantRole(bytes32 role, address account)']),
        args: [role, secretive],
      })
      await sendTransaction(world.client, {
        from: demoAccount(0).address,
        to: timelock,
        data: grant,
      })
      await sendTransaction(world.client, { from: stranger, to: secretive, data })
      await saveTimelock(store, {
        timelock: at,
        detection: { kind: 'openzeppelin', generation: '4.8', minDelay: 0n, badges: [] },
        firstBlock: { known: true, value: begin },
        scanFrom: begin,
        why: 'asked',
        now: new Date(),
      })
      await indexTimelock(context, { timelock: at })
      node.requests.length = 0
      await reconcileOperations(context, { timelock: at, everyBlocks: 0n, limit: 100 })
      const id = hashOperation(byGovernor)
      expect((await readOperation(store, { ...at, id }))?.operation).toMatchObject({
        salt: byGovernor.salt,
        encoding: 'batch',
      })
      const filter = { chainId, timelock }
      const { operations } = await listOperations(store, { filter, order: 'scheduled', limit: 9 })
      const hidden = operations.find(({ operation }) => operation?.calls[0]?.data === '0xabce')
      expect(hidden?.operation?.salt).toBe('unknown')
      await findProposers(context, { timelock: at, limit: 100 })
      const [queued, other] = [
        await readOperation(store, { ...at, id }),
        hidden && (await readOperation(store, { ...at, id: hidden.id })),
      ]
      expect([queued?.proposer, queued?.operation.proposerFrom]).toEqual([governor, 'transaction'])
      expect([other?.proposer, other?.operation.proposerFrom]).toEqual([undefined, 'unknown'])
      const read = node.requests.filter(({ method }) => method === 'eth_getLogs')
      expect(read.length).toBeGreaterThan(0)
      expect(JSON.stringify(read).toLowerCase()).not.toContain(secretive.toLowerCase())
    } finally {
      await store.close()
      await node.stop()
    }
  })

  test('behavior: the operation leads to its proposal, which the Governor confirms', async () => {
    const blockNumber = await getBlockNumber(world.client)
    const at = { chainId, address: timelock }
    const settings = openzeppelinTimelock.foldSettings(await readRawLogs(world, timelock))
    const governors = await readGovernors(world.client, { timelock: at, settings, blockNumber })
    expect(governors).toEqual([governor])
    const calls = [{ target: stranger, value: 0n, data: '0x11' as Hex }]
    const descriptionHash = keccak256(stringToBytes('# Raise the cap'))
    const content = contentOf({ kind: 'batch', calls, salt: saltOf(descriptionHash) })
    const looked = await look(world, timelock, hashOperation(content))
    if (!looked) throw new Error('No event of it.')
    const find = (salt: Hash) => {
      const operation: QueuedOperation = { ...looked.operation, encoding: 'batch', salt }
      return findProposal(world.client, { operation, governors, blockNumber })
    }
    expect(await find(content.salt)).toMatchObject({ governor, descriptionHash })
    expect(await find(wordOf(1))).toBeUndefined()
  })

  test('behavior: proposals of others give nothing', async () => {
    const content = contentOf({ kind: 'batch' })
    const id = await schedule(world, timelock, content)
    const operation = (await look(world, timelock, id))?.operation
    const block = await getBlock(world.client)
    if (!operation) throw new Error('No event of it.')
    // As if the Governor had scheduled it: what it proposed does not give the id.
    const queued = await getLogs(world.client, { address: governor, fromBlock: begin })
    const transactionHash = queued.at(-1)?.transactionHash ?? zeroHash
    const scheduled = { transactionHash, blockNumber: block.number }
    const found = await recoverOperationSalt(world.client, {
      operation: { ...operation, instances: [{ scheduled }] },
      mayTrace: true,
      proposalsFrom: begin,
    })
    expect(found).toEqual({
      known: false,
      reason:
        'the transaction does not show it; a trace does not show it; none of 4 proposals gives it',
    })
  })
})

function subjectOf(content: OperationContent) {
  const { calls, predecessor } = content
  return { id: hashOperation(content), calls, predecessor }
}
