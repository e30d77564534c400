import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Address, encodeFunctionData, getAddress, type Hex, maxUint256, zeroHash } from 'viem'
import { getStorageAt } from 'viem/actions'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { type Anvil, startAnvil } from '@/demo/chain/start-anvil'
import { cast, castAddress } from '@/demo/world/cast'
import { executeOperation, scheduleOperation } from '@/demo/world/governance'
import { harborAbi, treasuryAbi } from '@/demo/world/harbor-abi'
import { seedWorld, type World, worldAge } from '@/demo/world/seed-world'
import { readProtocolAt } from '@/lib/actions/read-protocol-at'
import { readTimelockLogs } from '@/lib/actions/review/make-report'
import { type NamedSubject, resolveInput } from '@/lib/actions/review/resolve-input'
import type { Workshop } from '@/lib/actions/review/review-code'
import {
  type SimulatePatchParameters,
  simulatePatch,
} from '@/lib/actions/simulation/simulate-patch'
import { simulateWithoutFork } from '@/lib/actions/simulation/simulate-without-fork'
import { createForks } from '@/lib/adapters/fork/forks'
import { createRpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { jsonText } from '@/lib/cli/json-text'
import { openWorkshop } from '@/lib/cli/open-workshop'
import { uupsAbi } from '@/lib/core/abi/uups-abi'
import type { Call } from '@/lib/core/chain/call'
import type { ReviewInput } from '@/lib/core/report/review-input'
import type { Simulation } from '@/lib/core/simulation/simulation'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import { type RpcProxy, startRpcProxy } from '@/test/start-rpc-proxy'

const chainId = 31_337
const forks = createForks()

let anvil: Anvil
let chain: AnvilClient
let node: RpcProxy
let world: World
let folder: string
let workshop: Workshop

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'suture-simulate-'))
  process.env.SUTURE_DATA_DIR = folder
  workshop = openWorkshop({ sources: '.' })
  await buildContracts()
  anvil = await startAnvil({ timestamp: 1_795_000_000 - Number(worldAge) })
  chain = anvilClient(anvil.rpcUrl)
  node = await startRpcProxy(anvil.rpcUrl)
  world = await seedWorld(chain)
}, 400_000)
afterAll(async () => {
  await node?.stop()
  await anvil?.stop()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(() => {
  node.rewrite = undefined
})

function seeded(title: string) {
  const found = world.patches.findLast(({ patch }) => patch.title.startsWith(title))
  if (!found) throw new Error(title)
  return found
}

function subjectOf({ proposal, operationId, timelock }: World['patches'][number]): NamedSubject {
  return proposal
    ? { kind: 'transaction', transaction: proposal.transaction }
    : { kind: 'operation', id: operationId, timelock }
}

const client = () => createRpcClient({ chainId, name: 'test', rpcUrls: [anvil.rpcUrl] })

async function inputOf(subject: NamedSubject): Promise<ReviewInput> {
  const block = await readBlock(client(), { chainId })
  const safe = world.harbor.council.address
  return await resolveInput(client(), { chainId, block, subject, safe, deploymentBlock: 0 })
}

/** An operation that nobody has scheduled yet. */
async function operationOf(calls: readonly Call[]): Promise<ReviewInput> {
  const content: OperationContent = { kind: 'batch', calls, predecessor: zeroHash, salt: zeroHash }
  const block = await readBlock(client(), { chainId })
  const { council, vaultsTimelock } = world.harbor
  return {
    chainId,
    block,
    protocol: {
      safe: council.address,
      timelock: vaultsTimelock,
      proxies: [],
      deploymentBlock: 0,
    },
    calls,
    operation: { id: hashOperation(content), content },
  }
}

async function simulate(
  input: ReviewInput,
  {
    rpcUrl = anvil.rpcUrl,
    ours = forks,
    ...more
  }: Partial<SimulatePatchParameters> & {
    rpcUrl?: string
    ours?: typeof forks
  } = {},
): Promise<Simulation> {
  const { block, protocol } = input
  const logs = await readTimelockLogs(client(), input)
  const read = await readProtocolAt(client(), { chainId, protocol, block, logs })
  const tools = { client: client(), rpcUrl, forks: ours, workshop }
  const { simulation } = await simulatePatch(tools, { input, chain: read, ...more })
  return simulation
}

function statuses({ steps }: Simulation) {
  return steps.map(({ kind, outcome }) => `${kind} ${outcome.status}`)
}

/** Everything that is written, in a line each. */
function written({ diff }: Simulation): string[] {
  if (!diff.known) return [diff.reason]
  return diff.value.contracts.flatMap(({ address, storage }) =>
    storage.flatMap(({ slot, variables, problem }) =>
      problem
        ? [`${address} ${slot}: ${problem}`]
        : variables.map((one) => `${one.path}: ${one.before?.text} → ${one.after?.text}`),
    ),
  )
}

function failureIn({ steps }: Simulation) {
  const failed = steps.find(({ outcome }) => outcome.status === 'reverted')
  if (failed?.outcome.status !== 'reverted') throw new Error('No step failed.')
  const { name, message, facts, called, cause } = failed.outcome.failure
  return { step: failed.kind, name, message, facts, called, cause }
}

describe('the path of a patch', () => {
  test('default', async () => {
    const good = seeded('Vault 2.0.0: ')
    const simulation = await simulate(await inputOf(subjectOf(good)))
    expect(simulation).toMatchObject({
      path: 'schedule and execute',
      operationId: good.operationId,
      safeTxHash: good.safeTxHash ?? good.proposal?.safeTxHash,
      verdict: 'pass',
      gaps: [],
      created: [],
      flows: { moves: [], allowances: [], unread: [] },
    })
    expect(statuses(simulation)).toEqual([
      'approve done',
      'schedule done',
      'wait done',
      'execute done',
    ])
    const [upgrade] = good.patch.upgrades
    expect(written(simulation).toSorted()).toEqual(
      [
        `_timestamps[${good.operationId}]: 0 → 1`,
        '_borrowCap: 0 → 10000000000000',
        `implementation: ${upgrade!.from.address} → ${upgrade!.to.address}`,
        'nonce: 7 → 8',
        'openzeppelin.storage.Initializable._initialized: 1 → 2',
      ].toSorted(),
    )
    expect(simulation.overrides.map(({ kind }) => kind)).toEqual([
      'gas',
      'storage',
      'storage',
      'time',
    ])
  })

  test('behavior: what really happens is what was simulated', async () => {
    const bad = world.patches.find(({ malicious }) => malicious)!
    const simulation = await simulate(await inputOf(subjectOf(bad)))
    expect(simulation.verdict).toBe('pass')
    const before = await chain.snapshot()
    await scheduleOperation(chain, world.harbor, bad)
    await chain.increaseTime({ seconds: 2 * 86_400 })
    await executeOperation(chain, world.harbor, bad)
    const { diff } = simulation
    const slots = (diff.known ? diff.value.contracts : []).flatMap(({ address, storage }) =>
      storage.map(({ slot, after }) => ({ address, slot, after })),
    )
    expect(slots.length).toBeGreaterThan(4)
    for (const { address, slot, after } of slots) {
      // The world has a transaction with an earlier nonce before it; in truth it was overtaken.
      if (address === world.harbor.council.address) continue
      expect(await getStorageAt(chain, { address, slot })).toBe(after)
    }
    await chain.revert({ id: before })
  })

  test('behavior: a hidden extra call is a flow and a change of state', async () => {
    const bad = world.patches.find(({ malicious }) => malicious)!
    const simulation = await simulate(await inputOf(subjectOf(bad)))
    const { asset, treasury } = world.harbor
    const attacker = castAddress(cast.attacker)
    expect(simulation.flows.allowances).toEqual([
      {
        step: 3,
        token: asset,
        kind: 'amount',
        owner: treasury,
        spender: attacker,
        amount: maxUint256,
      },
    ])
    expect(written(simulation)).toContain(
      `_allowances[${treasury}][${attacker}]: 0 → ${maxUint256}`,
    )
    // One transaction of the Safe stands before it.
    expect(
      simulation.overrides.map(({ kind, slot }) => [kind, BigInt(slot ?? 0) === 5n]),
    ).toContainEqual(['storage', true])
  })

  test('behavior: the same inputs give the same bytes', async () => {
    const input = await inputOf(subjectOf(seeded('Vault 2.0.0: ')))
    const [one, two] = [await simulate(input), await simulate(input)]
    expect(jsonText(one)).toBe(jsonText(two))
  })

  test('behavior: what is scheduled already is only executed', async () => {
    const ready = await simulate(await inputOf(subjectOf(seeded('Rate adapter 2.0.0'))))
    expect(ready).toMatchObject({ path: 'execute', verdict: 'pass' })
    expect(statuses(ready)).toEqual(['execute done'])
    expect(written(ready)).toContain('_maxDeviationBps: 0 → 500')
  })

  test('behavior: a restricted executor is impersonated, and that is told', async () => {
    const waiting = await simulate(await inputOf(subjectOf(seeded('Strategies 2.0.0'))))
    const { council, beacon } = world.harbor
    expect(statuses(waiting)).toEqual(['wait done', 'execute done'])
    expect(waiting).toMatchObject({ path: 'execute', verdict: 'pass' })
    expect(waiting.overrides).toContainEqual({
      kind: 'sender',
      address: council.address,
      reason: `${council.address} holds the role of executor and is taken to agree; nobody has signed for it.`,
    })
    expect(
      waiting.diff.known && waiting.diff.value.contracts.map(({ address }) => address),
    ).toContain(beacon)
  })

  test('behavior: up to the schedule', async () => {
    const input = await inputOf(subjectOf(seeded('Vault 2.0.0: ')))
    const simulation = await simulate(input, { scheduleOnly: true })
    expect(simulation.path).toBe('schedule')
    expect(statuses(simulation)).toEqual(['approve done', 'schedule done'])
    expect(simulation.verdict).toBe('pass')
  })

  test('behavior: straight from the Safe', async () => {
    const { council, asset } = world.harbor
    const [user] = [castAddress(cast.users[0])]
    const good = seeded('Vault 2.0.0: ').proposal!.transaction
    const transaction = { ...good, target: asset, data: approveOf(user, 5n) }
    const simulation = await simulate(await inputOf({ kind: 'transaction', transaction }))
    expect(simulation).toMatchObject({ path: 'direct', verdict: 'pass' })
    expect(statuses(simulation)).toEqual(['approve done', 'execute done'])
    expect(simulation.flows.allowances).toMatchObject([
      { owner: council.address, spender: user, amount: 5n },
    ])
  })

  test('behavior: ether and tokens that move', async () => {
    const { vaultsTimelock, asset, treasury } = world.harbor
    const user = castAddress(cast.users[0])
    const held = { address: vaultsTimelock, value: 3n }
    await chain.setBalance(held)
    const mint = encodeFunctionData({ abi: harborAbi, functionName: 'mint', args: [treasury, 7n] })
    await sendTransaction(chain, { from: castAddress(5), to: asset, data: mint })
    await chain.mine({ blocks: 1 })
    const input = await operationOf([
      { target: user, value: 5n, data: '0x' },
      { target: treasury, value: 0n, data: payOf(asset, user, 7n) },
    ])
    const simulation = await simulate(input)
    expect(simulation.flows.moves).toMatchObject([
      { step: 3, kind: 'ether', from: vaultsTimelock, to: user, amount: 5n },
      { step: 3, kind: 'erc20', from: treasury, to: user, amount: 7n, token: asset },
    ])
    expect(simulation.overrides.map(({ reason }) => reason)).toContain(
      'The timelock has the 2 wei that it lacks for the calls.',
    )
    expect(simulation.gaps).toEqual([])
    expect(simulation.verdict).toBe('pass')
  })
})

function approveOf(spender: Address, amount: bigint): Hex {
  return encodeFunctionData({ abi: harborAbi, functionName: 'approve', args: [spender, amount] })
}

function payOf(token: Address, receiver: Address, amount: bigint): Hex {
  return encodeFunctionData({
    abi: treasuryAbi,
    functionName: 'pay',
    args: [token, receiver, amount],
  })
}

/** Creates a contract of this runtime code. */
async function deployCode(runtime: Hex): Promise<Address> {
  const size = (runtime.length - 2) / 2
  // PUSH2 size, DUP1, PUSH1 0x0a, PUSH0, CODECOPY, PUSH0, RETURN
  const data = `0x61${size.toString(16).padStart(4, '0')}80600a5f395ff3${runtime.slice(2)}` as const
  const { contractAddress } = await sendTransaction(chain, { from: castAddress(5), data })
  return getAddress(contractAddress!)
}

describe('a patch that does not execute', () => {
  test('default', async () => {
    const { vault, asset } = world.harbor
    const data = encodeFunctionData({
      abi: uupsAbi,
      functionName: 'upgradeToAndCall',
      args: [asset, '0x'],
    })
    const simulation = await simulate(await operationOf([{ target: vault, value: 0n, data }]))
    expect(simulation.verdict).toBe('fail')
    expect(statuses(simulation)).toEqual([
      'approve done',
      'schedule done',
      'wait done',
      'execute reverted',
    ])
    expect(failureIn(simulation)).toMatchObject({
      step: 'execute',
      name: 'ERC1967InvalidImplementation',
      message: `ERC1967InvalidImplementation(implementation ${asset})`,
    })
  })

  test('behavior: a step after a failed one is not reached', async () => {
    const good = seeded('Vault 2.0.0: ').proposal!.transaction
    const simulation = await simulate(
      // A nonce that the Safe has used already: it hashes another transaction, which nobody has approved.
      await inputOf({ kind: 'transaction', transaction: { ...good, nonce: 1n } }),
    )
    expect(statuses(simulation)).toEqual([
      'approve done',
      'schedule reverted',
      'wait not reached',
      'execute not reached',
    ])
    expect(failureIn(simulation)).toMatchObject({
      name: 'GS025',
      message: 'An owner has not approved this hash on chain.',
    })
  })

  test('behavior: an unexecuted predecessor', async () => {
    const blocked = await simulate(await inputOf(subjectOf(seeded('Strategies timelock'))))
    expect(failureIn(blocked)).toMatchObject({
      name: 'TimelockUnexecutedPredecessor',
      message: 'The predecessor of this operation has not been executed.',
    })
    expect(blocked.verdict).toBe('fail')
  })

  test('behavior: a state of the operation that does not allow it, hidden behind the Safe', async () => {
    // Scheduled already: the Safe before 1.5.0 says nothing of why.
    const waiting = seeded('Strategies 2.0.0')
    const good = seeded('Vault 2.0.0: ').proposal!.transaction
    const data = encodeSchedule({ ...waiting.operation, delay: 4n * 86_400n })
    const transaction = { ...good, target: waiting.timelock, data }
    const simulation = await simulate(await inputOf({ kind: 'transaction', transaction }))
    expect(failureIn(simulation)).toMatchObject({
      step: 'schedule',
      name: 'GS013',
      cause: {
        name: 'TimelockUnexpectedOperationState',
        message: 'The operation is not unset.',
        facts: [['Operation', waiting.operationId]],
      },
    })
  })

  test('behavior: a Safe that was told how much gas to use goes on', async () => {
    const good = seeded('Vault 2.0.0: ').proposal!.transaction
    const { asset } = world.harbor
    const data = encodeFunctionData({
      abi: harborAbi,
      functionName: 'transfer',
      args: [castAddress(cast.users[0]), maxUint256],
    })
    const transaction = { ...good, target: asset, data, safeTxGas: 100_000n }
    const simulation = await simulate(await inputOf({ kind: 'transaction', transaction }))
    expect(simulation.verdict).toBe('fail')
    expect(failureIn(simulation)).toMatchObject({
      message:
        'The call that the Safe makes failed, and the Safe went on: its nonce is used and nothing else is done.',
      cause: { name: 'ERC20InsufficientBalance', called: 'transfer(address,uint256)' },
    })
  })

  test('behavior: an instruction without end runs out of gas', async () => {
    // JUMPDEST, PUSH0, JUMP
    const target = await deployCode('0x5b5f56')
    const simulation = await simulate(await operationOf([{ target, value: 0n, data: '0x' }]))
    expect(simulation.verdict).toBe('fail')
    expect(failureIn(simulation).cause).toMatchObject({ message: 'It ran out of gas.' })
  })
})

describe('what tries to hide or to break something', () => {
  test('behavior: what is returned without end is cut off and told', async () => {
    // PUSH3 1,000,000, PUSH0, RETURN
    const target = await deployCode('0x620f42405ff3')
    const simulation = await simulate(await operationOf([{ target, value: 0n, data: '0x' }]))
    expect(simulation.verdict).toBe('pass')
    const text = jsonText(simulation)
    expect(text).toContain('"size":1000000')
    expect(text.length).toBeLessThan(60_000)
  })

  /** Calls nobody until so much gas is left: JUMPDEST, 5 × PUSH0, PUSH1 254, PUSH1 100, CALL, POP, PUSH4, GAS, GT, PUSH0, JUMPI. */
  const callerOf = (gasLeft: number): Hex =>
    `0x5b5f5f5f5f5f60fe6064f15063${gasLeft.toString(16).padStart(8, '0')}5a115f5700`

  test('behavior: a trace of too many calls is unknown', async () => {
    const target = await deployCode(callerOf(28_500_000))
    const input = await operationOf([{ target, value: 0n, data: '0x' }])
    const simulation = await simulate(input)
    expect(simulation.verdict).toBe('unknown')
    expect(simulation.gaps).toEqual(['The trace has more than 5000 calls.'])
  })

  test('behavior: a trace that takes too long is unknown', async () => {
    const target = await deployCode(callerOf(200_000))
    const input = await operationOf([{ target, value: 0n, data: '0x' }])
    const simulation = await simulate(input, { ours: createForks({ limits: { seconds: 5 } }) })
    expect(simulation.verdict).toBe('unknown')
    expect(simulation.gaps[0]).toMatch(/took longer than 5 s|more than \d+ (calls|bytes)/)
  })

  test('behavior: what no sources explain is listed as it is', async () => {
    // SSTORE(7, 1), SSTORE(keccak256(32 zero bytes), 2)
    const target = await deployCode('0x6001600755600260205f205500')
    const simulation = await simulate(await operationOf([{ target, value: 0n, data: '0x' }]))
    expect(simulation.verdict).toBe('unknown')
    expect(written(simulation)).toContain(
      `${target} 0x${'00'.repeat(31)}07: nobody has given the sources of this code`,
    )
    expect(simulation.gaps).toEqual(['2 words of storage were not decoded.'])
  })

  test('behavior: a contract that is created is named', async () => {
    // CREATE of nothing, STOP
    const target = await deployCode('0x5f5f5ff000')
    const simulation = await simulate(await operationOf([{ target, value: 0n, data: '0x' }]))
    expect(simulation.created).toHaveLength(1)
    expect(simulation.verdict).toBe('pass')
  })
})

/** Of the forks that this process has started. */
function forkPids(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const parent = /\) \w (\d+) /.exec(readFileSync(`/proc/${pid}/stat`, 'utf8'))?.[1]
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return Number(parent) === process.pid && line.includes('--no-mining')
      } catch {
        return false
      }
    })
    .map(Number)
}

describe('what does not answer', () => {
  async function withNode(rewrite: RpcProxy['rewrite'], seconds?: number) {
    const input = await inputOf(subjectOf(seeded('Vault 2.0.0: ')))
    node.rewrite = rewrite
    const ours = seconds === undefined ? forks : createForks({ limits: { seconds } })
    return await simulate(input, { rpcUrl: node.url, ours })
  }

  test('behavior: through a node that only passes on', async () => {
    expect((await withNode(undefined)).verdict).toBe('pass')
  })

  // An account is asked for in one request, or where that is refused in three.
  const account = ['eth_getAccountInfo', 'eth_getCode', 'eth_getBalance', 'eth_getTransactionCount']
  test.each([[['eth_getBlockByNumber']], [['eth_getStorageAt']], [account]])(
    'behavior: a node that answers nonsense to %s',
    async (methods) => {
      const simulation = await withNode(({ method }) =>
        methods.includes(method) ? { result: 'nonsense' } : undefined,
      )
      expect(simulation.verdict).toBe('unknown')
      expect(simulation.gaps).not.toEqual([])
    },
  )

  test('behavior: a node that refuses everything', async () => {
    const simulation = await withNode(() => ({ error: { code: -32_000, message: 'go away' } }))
    expect(simulation).toMatchObject({ verdict: 'unknown', steps: [] })
    expect(simulation.gaps[0]).toMatch(/^The fork did not start\./)
  })

  test.skipIf(!existsSync('/proc/self/stat'))('behavior: a fork that is killed', async () => {
    const simulation = await withNode(({ method }) => {
      // The first request for storage that the fork makes.
      if (method === 'eth_getStorageAt') for (const pid of forkPids()) process.kill(pid, 'SIGKILL')
      return undefined
    })
    expect(simulation.verdict).toBe('unknown')
    expect(simulation.gaps[0]).toMatch(/^The fork did not answer \w+\./)
  })

  test('behavior: a fork that takes too long is ended', async () => {
    const simulation = await withNode(undefined, 0.05)
    expect(simulation.gaps).toEqual(['The fork took longer than 0.05 s.'])
  })

  test('error: cancelled', async () => {
    const input = await inputOf(subjectOf(seeded('Vault 2.0.0: ')))
    const controller = new AbortController()
    const reason = new Error('The reader has gone.')
    setTimeout(() => controller.abort(reason), 40)
    await expect(simulate(input, { signal: controller.signal })).rejects.toBe(reason)
  })
})

describe('another node', () => {
  async function compared(title: string, rewrite: RpcProxy['rewrite']) {
    const input = await inputOf(subjectOf(seeded(title)))
    node.rewrite = rewrite
    const compareWith = createRpcClient({ chainId, name: 'other', rpcUrls: [node.url] })
    return await simulate(input, { compareWith })
  }

  type V1Block = {
    calls: { logs: unknown[]; gasUsed: string; returnData: string; status: string }[]
  }
  const lie =
    (change: (blocks: V1Block[]) => void): RpcProxy['rewrite'] =>
    ({ method }, { result }) => {
      if (method !== 'eth_simulateV1') return undefined
      const blocks = structuredClone(result) as V1Block[]
      change(blocks)
      return { result: blocks }
    }

  test('default', async () => {
    for (const title of ['Vault 2.0.0: ', 'Vault 2.1.0', 'Strategies 2.0.0']) {
      const { compared: agreed, verdict } = await compared(title, undefined)
      expect(agreed).toEqual({ known: true, value: { differences: [] } })
      expect(verdict).toBe('pass')
    }
  })

  test.each<[string, RpcProxy['rewrite'], RegExp]>([
    [
      'half of the events',
      lie((blocks) => blocks[1]!.calls[0]!.logs.splice(1)),
      /^transaction 2 emits other events there/,
    ],
    [
      'other gas',
      lie((blocks) => {
        blocks[0]!.calls[0]!.gasUsed = '0x5208'
      }),
      /^transaction 1 uses \d+ gas on the fork, 21000 there/,
    ],
    [
      'another end',
      lie((blocks) => {
        blocks[1]!.calls[0]!.status = '0x0'
      }),
      /^transaction 2 succeeds on the fork and fails there/,
    ],
    [
      'another word',
      lie((blocks) => {
        const read = blocks[2]!.calls[0]!
        read.returnData = read.returnData.replace(/.$/, 'f')
      }),
      /^Slot 0x/,
    ],
  ])('behavior: one that tells %s is a finding', async (_, rewrite, difference) => {
    const simulation = await compared('Vault 2.0.0: ', rewrite)
    const differences = simulation.compared?.known && simulation.compared.value.differences
    expect(differences).toEqual([expect.stringMatching(difference)])
    expect(simulation.verdict).toBe('unknown')
  })

  test('behavior: of thousands of words not the last is left out', async () => {
    // PUSH2 2100, JUMPDEST, DUP1, DUP1, SSTORE, PUSH1 1, SWAP1, SUB, DUP1, PUSH1 3, JUMPI
    const target = await deployCode('0x6108345b808055600190038060035700')
    await chain.request({ method: 'evm_setBlockGasLimit', params: ['0x8000000'] } as never)
    await chain.mine({ blocks: 1 })
    const input = await operationOf([{ target, value: 0n, data: '0x' }])
    const compareWith = createRpcClient({ chainId, name: 'other', rpcUrls: [node.url] })
    const compare = async (rewrite: RpcProxy['rewrite']) => {
      node.rewrite = rewrite
      const { compared, diff } = await simulate(input, { compareWith })
      const contracts = diff.known ? diff.value.contracts : []
      const own = contracts.find(({ address }) => address === target)
      expect(own?.storage).toHaveLength(2_100)
      return compared?.known && compared.value.differences
    }
    expect(await compare(undefined)).toEqual([])
    const last = lie((blocks) => {
      const read = blocks.at(-1)?.calls.at(-1)
      if (read) read.returnData = read.returnData.replace(/.$/, 'f')
    })
    let asked = 0
    const ofLastWords: RpcProxy['rewrite'] = (request, answer) =>
      request.method === 'eth_simulateV1' && ++asked > 1 ? last?.(request, answer) : undefined
    expect(await compare(ofLastWords)).toEqual([expect.stringMatching(/^Slot 0x/)])
    await chain.request({ method: 'evm_setBlockGasLimit', params: ['0x1c9c380'] } as never)
    await chain.mine({ blocks: 1 })
  })

  test.each<[string, RpcProxy['rewrite']]>([
    [
      'does not have it',
      ({ method }) =>
        method === 'eth_simulateV1'
          ? { error: { code: -32_601, message: 'Method not found' } }
          : undefined,
    ],
    [
      'answers nonsense',
      ({ method }) => (method === 'eth_simulateV1' ? { result: 'nonsense' } : undefined),
    ],
    ['answers fewer blocks', lie((blocks) => blocks.pop())],
  ])('behavior: one that %s leaves it unknown', async (_, rewrite) => {
    const simulation = await compared('Vault 2.0.0: ', rewrite)
    expect(simulation.compared?.known).toBe(false)
    expect(simulation.verdict).toBe('unknown')
  })

  test('behavior: without a fork the same steps, and what it cannot see', async () => {
    const input = await inputOf(subjectOf(seeded('Vault 2.0.0: ')))
    const { block, protocol } = input
    const logs = await readTimelockLogs(client(), input)
    const read = await readProtocolAt(client(), { chainId, protocol, block, logs })
    const tools = { client: client(), workshop }
    const without = await simulateWithoutFork(tools, { input, chain: read })
    const forked = await simulate(input)
    expect(statuses(without)).toEqual(statuses(forked))
    expect(without.flows).toEqual(forked.flows)
    const missing = written(forked).filter((line) => !written(without).includes(line))
    // Nobody told it to look there.
    expect(missing).toEqual(['_borrowCap: 0 → 10000000000000'])
    expect(without.verdict).toBe('unknown')
    expect(without.gaps).toEqual(['eth_simulateV1 does not tell which calls a transaction makes.'])
  })
})
