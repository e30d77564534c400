import accessManagerArtifact from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import controllerArtifact from '@openzeppelin/contracts/build/contracts/TimelockController.json'
import firstControllerArtifact from '@openzeppelin/contracts-3.3.0/build/contracts/TimelockController.json'
import compoundArtifact from '@uniswap/governance/build/Timelock.json'
import {
  type Abi,
  type Address,
  concat,
  encodeFunctionData,
  getAddress,
  type Hex,
  numberToHex,
  slice,
} from 'viem'
import { getBlock, getCode } from 'viem/actions'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import {
  ask,
  deployArtifact,
  lookAt,
  readRawLogs,
  startTimelockChain,
  type TimelockChain,
} from '@/test/timelocks/timelock-on-anvil'
import { position, schedulingLog } from './__fixtures__/scheduling-log'
import type { CodeBehind } from './code-behind'
import { detectTimelock } from './detect-timelock'
import type { TimelockKind } from './queued-operation'
import { reconcile } from './reconcile'
import type { Answer } from './timelock-adapter'
import { timelockAdapters } from './timelock-adapters'

const [admin, member] = demoAddresses(0, 2) as [Address, Address]
const kinds = Object.keys(timelockAdapters) as TimelockKind[]
const day = 86_400n

let chain: TimelockChain
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
})
afterAll(() => chain?.stop())

const artifact = (from: { abi: readonly unknown[]; bytecode: string }, args: unknown[]) => () =>
  deployArtifact(chain, { from: admin, abi: from.abi, bytecode: from.bytecode, args })
const fixture =
  (name: string, args: unknown[], file = name) =>
  () =>
    deployContract(chain.client, { from: admin, name, file, args })

async function verdictOn(address: Address, behind?: CodeBehind) {
  const answersByKind = {} as Record<TimelockKind, Answer[]>
  for (const kind of kinds) {
    answersByKind[kind] = await Promise.all(
      timelockAdapters[kind].probes.map((data) => ask(chain, { target: address, value: 0n, data })),
    )
  }
  const code = (await getCode(chain.client, { address })) ?? '0x'
  return detectTimelock({ code, answersByKind, behind })
}

/** EIP-1167. */
async function clone(address: Address): Promise<Address> {
  const data = concat([
    '0x3d602d80600a3d3981f3363d3d373d3d3d363d73',
    address,
    '0x5af43d82803e903d91602b57fd5bf3',
  ])
  const { contractAddress } = await sendTransaction(chain.client, { from: admin, data })
  return getAddress(contractAddress ?? '0x')
}

describe('what each of them is', () => {
  test.each<[string, TimelockKind, () => Promise<Address>]>([
    ['TimelockController 5.7', 'openzeppelin', artifact(controllerArtifact, [60n, [], [], admin])],
    ['TimelockController 3.3', 'openzeppelin', artifact(firstControllerArtifact, [60n, [], []])],
    ['Timelock of Compound', 'compound', artifact(compoundArtifact, [admin, 2n * day])],
    ['AccessManager 5.7', 'access-manager', artifact(accessManagerArtifact, [admin])],
    [
      'a reconstructed Delay',
      'zodiac-delay',
      fixture('ReconstructedDelay', [admin, member, 60n, 0n]),
    ],
    [
      'a reconstructed RBACTimelock',
      'chainlink-rbac',
      fixture('ReconstructedRbacTimelock', [60n, admin, member, member]),
    ],
    ['a reconstructed DSPause', 'ds-pause', fixture('ReconstructedDsPause', [60n, admin, member])],
  ])('default: %s is %s', async (_, kind, deploy) => {
    const address = await deploy()
    expect(await verdictOn(address)).toMatchObject({ isTimelock: true, detection: { kind } })
  })

  test('behavior: a clone is told by its answers, its generation by the code behind', async () => {
    const whole = await fixture('ReconstructedDelay', [admin, member, 60n, 0n])()
    const copy = await clone(whole)
    // Nothing was set up in the storage of the copy, and its getters answer zeros.
    expect(await verdictOn(copy)).toMatchObject({
      detection: { kind: 'zodiac-delay', generation: '1.x', minDelay: 0n },
    })
    const code = await getCode(chain.client, { address: whole })
    expect(await verdictOn(copy, { code, isFixed: true })).toMatchObject({
      detection: { generation: '1.0' },
    })
  })

  test.each<[string, () => Promise<Address>]>([
    ['an account of a person', async () => member],
    ['a token', fixture('HarborToken', ['Dollar', 'USD', 6])],
    ['a contract that answers 0', fixture('TimelockYesSayer', [0n], 'TimelockFixtures')],
    ['a contract that answers 1', fixture('TimelockYesSayer', [1n], 'TimelockFixtures')],
    ['a contract that only emits events', fixture('TimelockImpostor', [], 'TimelockFixtures')],
    ['what an AccessManager manages', fixture('ManagedCounter', [member], 'TimelockFixtures')],
  ])('error: %s is none', async (_, deploy) => {
    const verdict = await verdictOn(await deploy())
    expect(verdict).toMatchObject({ isTimelock: false })
  })
})

describe('liars', () => {
  const word = (n: bigint) => numberToHex(n, { size: 32 })
  const honest = [2n * day, 2n * day, 30n * day, 14n * day, BigInt(admin), 0n, 0n].map(word)
  const probes = timelockAdapters.compound.probes

  /** Answers as Compound's does, with one answer replaced; without one it reverts. */
  async function liar(at: number, answer: Hex | undefined): Promise<Address> {
    const address = await fixture('TimelockLiar', [], 'TimelockFixtures')()
    const answers: (Hex | undefined)[] = honest.with(at, answer as Hex)
    for (const [index, told] of answers.entries()) {
      if (told === undefined) continue
      await sendTransaction(chain.client, {
        from: admin,
        to: address,
        data: encodeFunctionData({
          abi: readArtifact('TimelockLiar', 'TimelockFixtures').abi as Abi,
          functionName: 'lie',
          args: [slice(probes[index] ?? '0x', 0, 4), told],
        }),
      })
    }
    return address
  }

  test.each<[string, number, Hex | undefined]>([
    ['a delay that no clock reaches', 0, word(2n ** 255n)],
    ['a minimum above the maximum', 1, word(31n * day)],
    ['no grace period', 3, undefined],
    ['an admin that is no address', 4, word(2n ** 200n)],
    ['two words for one', 5, concat([word(0n), word(0n)])],
    ['half a word', 5, '0x00'],
    ['neither true nor false', 6, word(2n)],
  ])('error: %s', async (_, at, answer) => {
    expect(await verdictOn(await liar(at, answer))).toMatchObject({ isTimelock: false })
  })

  test('behavior: who answers all getters well and keeps nothing is found out by what it holds', async () => {
    const address = await liar(0, honest[0])
    expect(await verdictOn(address)).toMatchObject({ detection: { kind: 'compound' } })
    const adapter = timelockAdapters.compound
    const log = schedulingLog('compound', '0x1234')
    const id = adapter.operationIdOf(log)
    const detection = { kind: 'compound', generation: '', badges: [] } as const
    const timelock = { chainId: chain.chainId, address }
    const operation = adapter.fold({ timelock, id: id!, logs: [log], detection })!
    const [question] = adapter.questions(operation)
    const answers = [await ask(chain, question!)]
    const { timestamp: now } = await getBlock(chain.client)
    const standing = adapter.readStanding({ operation, detection, answers, now })
    expect(reconcile({ operation, standing, now })).toMatchObject({
      standing: 'passed',
      incidents: [{ id: 'state' }],
    })
  })

  test('behavior: who emits the events of all kinds is none, and leaves nothing but unknown', async () => {
    const address = await fixture('TimelockImpostor', [], 'TimelockFixtures')()
    for (const kind of kinds) {
      const { topics, data } = schedulingLog(kind, '0x12345678')
      await sendTransaction(chain.client, {
        from: admin,
        to: address,
        data: encodeFunctionData({
          abi: readArtifact('TimelockImpostor', 'TimelockFixtures').abi as Abi,
          functionName: 'tell',
          args: [topics, data],
        }),
      })
    }
    for (const kind of kinds) {
      const adapter = timelockAdapters[kind]
      const logs = await readRawLogs(chain, adapter, address)
      const detection = { kind, generation: '', badges: [] } as const
      const timelock = { chainId: chain.chainId, address }
      const id = adapter.operationIdOf(schedulingLog(kind, '0x12345678'))
      const own = logs.filter((log) => adapter.operationIdOf(log) === id)
      const operation = adapter.fold({ timelock, id: id!, logs: own, detection })!
      expect(operation.instances).toHaveLength(1)
      expect(operation.instances[0]?.scheduled.blockHash).not.toBe(position.blockHash)
      const answers = await Promise.all(adapter.questions(operation).map((one) => ask(chain, one)))
      const standing = adapter.readStanding({ operation, detection, answers, now: 1n })
      expect(standing.known).toBe(false)
      expect(reconcile({ operation, standing, now: 1n }).standing).toBe('unknown')
      await expect(lookAt(chain, adapter, address)).rejects.toThrow(`It is no ${kind}.`)
    }
  })
})
