import {
  type Address,
  concat,
  encodeFunctionData,
  type Hex,
  keccak256,
  pad,
  parseAbi,
  slice,
  zeroAddress,
} from 'viem'
import { getBlockNumber, getCode, setCode, setStorageAt } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { createChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { readBlock } from '@/lib/adapters/rpc/read-block'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  ask,
  chainId,
  deployGeneration,
  executor,
  readRawLogs,
  startWorld,
  stranger,
  type World,
  wordOf,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import { detectTimelockAt } from './detect-timelock-at'
import { refineTimelock } from './refine-timelock'

const artifactOf = (version: string) => {
  const found = generationArtifacts.find((artifact) => artifact.version === version)
  if (!found) throw new Error(`No artifact of ${version}.`)
  return found
}

let world: World
let timelock: Address
beforeAll(async () => {
  world = await startWorld()
  timelock = await deployGeneration(world, artifactOf('5.7.0'))
})
afterAll(() => world?.stop())

function contextOf(rpcUrl: string) {
  const nodes = createChainNodes({ chainId, rpcUrls: [rpcUrl] })
  return { nodesFor: () => nodes, clientFor: () => anvilClient(rpcUrl) }
}

async function detect(address: Address) {
  const block = await readBlock(world.client, { chainId })
  return await detectTimelockAt(contextOf(world.rpcUrl), { timelock: { chainId, address }, block })
}

async function reasonFor(address: Address) {
  const detected = await detect(address)
  return detected.isTimelock ? undefined : detected.reason
}

const deployFixture = (name: string, args: unknown[] = []) =>
  deployContract(world.client, { from: stranger, name, file: 'TimelockFixtures', args })

/** The published code with some bytes changed, and with nothing in its storage. */
async function codeWith(address: Address, from: string, to: string): Promise<Address> {
  const code = (await getCode(world.client, { address: timelock })) ?? '0x'
  expect(code).toContain(from)
  await setCode(world.client, { address, bytecode: code.replaceAll(from, to) as Hex })
  return address
}

describe('detectTimelockAt', () => {
  test('default', async () => {
    expect(await detect(timelock)).toEqual({
      isTimelock: true,
      detection: {
        kind: 'openzeppelin',
        generation: '5.1 or later',
        minDelay: 100n,
        badges: [],
      },
    })
  })

  test('behavior: the account of a person, and an address at which nothing is', async () => {
    const reason = 'No code stands at this address: an account of a person, or nothing.'
    for (const address of [stranger, zeroAddress, pad('0x99', { size: 20 })]) {
      expect(await reasonFor(address)).toBe(reason)
    }
  })

  test('behavior: an account that has lent itself the code of a timelock', async () => {
    const address = pad('0x7702', { size: 20 })
    await setCode(world.client, { address, bytecode: concat(['0xef0100', timelock]) })
    expect(await reasonFor(address)).toMatch(/^An account of a person .* \(EIP-7702\)/)
  })

  test('behavior: a contract that only emits the same events', async () => {
    const address = await deployFixture('TimelockImpostor')
    const [topic] = openzeppelinTimelock.topics
    const abi = parseAbi(['function tell(bytes32[] topics, bytes data)'])
    const data = encodeFunctionData({ abi, args: [[topic ?? '0x'], '0x'] })
    await sendTransaction(world.client, { from: stranger, to: address, data })
    expect(await readRawLogs(world, address)).toHaveLength(1)
    expect(await reasonFor(address)).toBe(
      "It is none of the known kinds: OpenZeppelin TimelockController, Compound Timelock, Zodiac Delay, OpenZeppelin AccessManager, Chainlink RBACTimelock, Maker DSPause. It is none of OpenZeppelin's: the code at this address has not all of schedule, scheduleBatch, execute, executeBatch and cancel.",
    )
  })

  test.each([0n, 1n, 2n ** 256n - 1n])(
    'behavior: a contract that answers %s to everything',
    async (word) => {
      const address = await deployFixture('TimelockYesSayer', [word])
      expect(await reasonFor(address)).toMatch(/^It is none of the known kinds/)
    },
  )

  test('behavior: a contract that answers every getter as a timelock does, and has no functions', async () => {
    const address = await deployFixture('TimelockLiar')
    const abi = parseAbi(['function lie(bytes4 selector, bytes answer)'])
    for (const probe of openzeppelinTimelock.probes) {
      const answer = await ask(world, { target: timelock, value: 0n, data: probe })
      if (answer === undefined) continue
      const data = encodeFunctionData({ abi, args: [slice(probe, 0, 4), answer] })
      await sendTransaction(world.client, { from: stranger, to: address, data })
    }
    expect(await reasonFor(address)).toContain('has not all of schedule')
  })

  test('behavior: getters that revert, and getters that lie', async () => {
    const silent = await codeWith(pad('0xa1', { size: 20 }), 'f27a0c92', 'f27a0c93')
    expect(await reasonFor(silent)).toContain('it does not answer getMinDelay() with a number.')
    const executorRole = keccak256(new TextEncoder().encode('EXECUTOR_ROLE')).slice(2)
    const other = await codeWith(
      pad('0xa2', { size: 20 }),
      executorRole,
      `ff${executorRole.slice(2)}`,
    )
    expect(await reasonFor(other)).toContain('PROPOSER_ROLE() and EXECUTOR_ROLE()')
    const hashes = await codeWith(pad('0xa3', { size: 20 }), '8065657f', '80656580')
    expect(await reasonFor(hashes)).toContain('the ids of operations')
    // Unchanged code is one, whatever its storage holds.
    const bare = await codeWith(pad('0xa4', { size: 20 }), '8065657f', '8065657f')
    expect(await reasonFor(bare)).toBeUndefined()
  })

  test('behavior: one that has done what nobody can have scheduled', async () => {
    const address = await deployGeneration(world, artifactOf('5.7.0'))
    const id = pad('0x5075', { dir: 'right', size: 32 })
    const index = keccak256(concat([id, wordOf(1)]))
    await setStorageAt(world.client, { address, index, value: wordOf(1) })
    expect(await reasonFor(address)).toContain('nobody can have scheduled')
  })

  test('behavior: contracts of other kinds', async () => {
    const args = ['Token', 'T', 18]
    const token = await deployContract(world.client, { from: stranger, name: 'HarborToken', args })
    expect(await reasonFor(token)).toMatch(/^It is none of the known kinds/)
  })

  test('error: a node that is away says nothing', async () => {
    const block = await readBlock(world.client, { chainId })
    const parameters = { timelock: { chainId, address: timelock }, block }
    await expect(
      detectTimelockAt(contextOf('http://127.0.0.1:9'), parameters),
    ).rejects.toMatchObject({ name: 'NodeSilentError' })
  })
})

describe('refineTimelock', () => {
  async function refine(version: string, executors?: readonly Address[]) {
    const address = await deployGeneration(world, artifactOf(version), executors && { executors })
    const detected = await detect(address)
    if (!detected.isTimelock) throw new Error(detected.reason)
    const { generation, badges } = await refineTimelock(world.client, {
      timelock: { chainId, address },
      detection: detected.detection,
      logs: await readRawLogs(world, address),
      blockNumber: await getBlockNumber(world.client),
    })
    return { generation, worst: badges.filter(({ severity }) => severity === 'critical'), badges }
  }

  test.each([
    ['3.3.0', '3.3', true],
    ['3.4.2', '3.4.2', false],
    ['4.0.0', '4.0', true],
    ['4.3.0', '4.1 to 4.3.0', true],
    ['4.3.3', '4.3.1 to 4.5', false],
    ['4.6.0', '4.6 to 4.7', false],
    ['5.7.0', '5.1 or later', false],
  ] as const)('default: %s is told by a trial execution', async (version, name, isVulnerable) => {
    for (const executors of [[executor], [zeroAddress]]) {
      const { generation, worst } = await refine(version, executors)
      expect(generation).toBe(name)
      expect(worst.some(({ id }) => id === 'executor-escalation')).toBe(isVulnerable)
      // Where anyone executes, anyone takes over.
      const anyone = worst.some(({ id }) => id === 'anyone-executes')
      expect(anyone).toBe(isVulnerable && executors[0] === zeroAddress)
    }
  })

  test('behavior: without an executor nobody can try, and that is said', async () => {
    const { generation, badges } = await refine('4.3.3', [])
    expect(generation).toBe('4.1 to 4.5')
    expect(badges).toContainEqual(
      expect.objectContaining({ id: 'executor-escalation-possible', severity: 'high' }),
    )
  })

  test('behavior: roles that cannot be read are unknown, not empty', async () => {
    const detected = await detect(timelock)
    if (!detected.isTimelock) throw new Error(detected.reason)
    const { badges } = await refineTimelock(anvilClient('http://127.0.0.1:9'), {
      timelock: { chainId, address: timelock },
      detection: detected.detection,
      logs: await readRawLogs(world, timelock),
      blockNumber: 1n,
    })
    expect(badges.map(({ id }) => id)).toEqual(['roles-unknown'])
  })
})
