import manager from '@openzeppelin/contracts/build/contracts/AccessManager.json'
import compound from '@uniswap/governance/build/Timelock.json'
import { type Abi, type Address, encodeFunctionData, type Hex } from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSafe } from '@/demo/chain/create-safe'
import { deploySafe } from '@/demo/chain/deploy-safe'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readFollowedTimelock } from '@/lib/actions/timelock-pages/read-followed-timelock'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  deployer,
  deployGeneration,
  executor,
  proposer,
  stranger,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { timelockRoleIds } from '@/lib/core/timelock/timelock-role-ids'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import {
  deployArtifact,
  startTimelockChain,
  type TimelockChain,
} from '@/test/timelocks/timelock-on-anvil'

const day = 86_400n

let chain: TimelockChain
let queue: FollowedOnAnvil
let safe: Address
beforeAll(async () => {
  chain = await startTimelockChain()
  queue = await FollowedOnAnvil.open(chain)
  await deploySafe(chain.client)
  safe = await createSafe(chain.client, { owners: [deployer, proposer], threshold: 2 })
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

const send = (from: Address, to: Address, data: Hex) =>
  sendTransaction(chain.client, { from, to, data })

/** As its page has them after a turn. */
async function badgesOf(address: Address) {
  await queue.follow(address)
  await queue.turn(address)
  const timelock = { chainId: chain.chainId, address }
  const page = await readFollowedTimelock({ store: queue.store }, timelock)
  return page?.detection.badges.map(({ id }) => id)
}

const latest = generationArtifacts.at(-1)
const deployLatest = (parameters: Parameters<typeof deployGeneration>[2]) => {
  if (!latest) throw new Error('There are several.')
  return deployGeneration(chain, latest, parameters)
}

test('behavior: a proposer that is a person is named, a Safe is not', async () => {
  const executors = [executor]
  expect(await badgesOf(await deployLatest({ proposers: [proposer, safe], executors }))).toEqual([
    'single-key',
  ])
  expect(await badgesOf(await deployLatest({ proposers: [safe], executors }))).toEqual([])
})

test('behavior: a timelock in which nobody can cancel', async () => {
  const timelock = await deployLatest({ proposers: [safe], admin: stranger })
  expect(await badgesOf(timelock)).toEqual(['admin-without-delay'])
  const args = [timelockRoleIds.canceller, safe] as const
  const revoke = encodeFunctionData({ abi: timelockAbi, functionName: 'revokeRole', args })
  await send(stranger, timelock, revoke)
  expect(await badgesOf(timelock)).toEqual(['nobody-cancels', 'admin-without-delay'])
  const grant = encodeFunctionData({ abi: timelockAbi, functionName: 'grantRole', args })
  await send(stranger, timelock, grant)
  expect(await badgesOf(timelock)).toEqual(['admin-without-delay'])
})

test('behavior: an admin of an AccessManager that has to wait for nothing', async () => {
  const abi = manager.abi as Abi
  const encode = (functionName: string, args: unknown[]) =>
    encodeFunctionData({ abi, functionName, args })
  const address = await deployArtifact(chain, { from: deployer, ...manager, args: [deployer] })
  expect(await badgesOf(address)).toEqual(['delay-of-each-member', 'admin-without-delay'])
  // A longer delay counts at once.
  await send(deployer, address, encode('grantRole', [0n, deployer, Number(day)]))
  expect(await badgesOf(address)).toEqual(['delay-of-each-member'])
})

test('behavior: an admin of a Compound timelock that is a person', async () => {
  const args = [deployer, 2n * day]
  const timelock = await deployArtifact(chain, { from: deployer, ...compound, args })
  expect(await badgesOf(timelock)).toEqual(['single-key'])
  const ofSafe = await deployArtifact(chain, {
    from: deployer,
    ...compound,
    args: [safe, 2n * day],
  })
  expect(await badgesOf(ofSafe)).toEqual([])
})
