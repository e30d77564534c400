import governorArtifact from '@uniswap/governance/build/GovernorAlpha.json'
import timelockArtifact from '@uniswap/governance/build/Timelock.json'
import uniArtifact from '@uniswap/governance/build/Uni.json'
import {
  type Abi,
  type Address,
  concat,
  encodeFunctionData,
  getContractAddress,
  type Hash,
  keccak256,
  numberToHex,
  pad,
  parseAbi,
  stringToBytes,
  zeroAddress,
  zeroHash,
} from 'viem'
import { getBlock, getTransactionCount } from 'viem/actions'
import { describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { readArtifact } from '@/demo/world/artifact'
import { deployContract } from '@/demo/world/deploy-contract'
import { proposerWorld } from '@/lib/actions/timelock/__fixtures__/proposer-world'
import { safeAbi } from '@/lib/core/abi/safe-abi'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployGeneration,
  stranger,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { createTestSafe, executeAs, transactionOf } from '@/test/safe-on-anvil'
import { deployArtifact } from '@/test/timelocks/timelock-on-anvil'

const admin = demoAccount(0).address
const world = proposerWorld()
const { trace, turn, whoScheduled, idsBy, operations } = world

describe('by a Safe of a Safe, without traces', () => {
  const artifact = generationArtifacts.at(-1)!
  let inner: Address
  let nonce = 0n

  /** The outer Safe, whose approval is that it calls, has the inner one call the timelock. */
  async function scheduleNested(timelock: Address, outer: Address): Promise<Hash> {
    const content = contentOf()
    const approved = concat([pad(outer), zeroHash, '0x01'])
    const none = zeroAddress
    const call = encodeSchedule({ ...content, delay: 100n })
    const data = encodeFunctionData({
      abi: safeAbi,
      functionName: 'execTransaction',
      args: [timelock, 0n, call, 0, 0n, 0n, 0n, none, none, approved],
    })
    const transaction = transactionOf(outer, { target: inner, data, nonce })
    await executeAs(world.chain.client, [0, 1], transaction)
    nonce += 1n
    return hashOperation(content)
  }

  test.each([true, false])('behavior: the inner one, if it may schedule: %s', async (may) => {
    const outer = await createTestSafe(world.chain.client, { owners: [0, 1, 2], threshold: 2 })
    inner = await createTestSafe(world.chain.client, { owners: [outer], threshold: 1 })
    nonce = 0n
    const timelock = await deployGeneration(world.chain, artifact, { admin, proposers: [inner] })
    const id = await scheduleNested(timelock, outer)
    if (!may) {
      const revoke = encodeFunctionData({
        abi: parseAbi(['function revokeRole(bytes32 role, address account)']),
        args: [keccak256(stringToBytes('PROPOSER_ROLE')), inner],
      })
      await sendTransaction(world.chain.client, { from: admin, to: timelock, data: revoke })
    }
    trace(false)
    await turn(timelock)
    expect(await whoScheduled(timelock, id)).toEqual(
      may ? [inner, 'transaction'] : [undefined, 'unknown'],
    )
  })
})

describe('of other kinds, without traces', () => {
  const chain = () => ({
    client: world.chain.client,
    chainId,
    rpcUrl: world.chain.rpcUrl,
    stop: world.chain.stop,
  })
  const encode = (name: string, functionName: string, args: unknown[]) =>
    encodeFunctionData({ abi: readArtifact(name).abi as Abi, functionName, args })
  const send = (from: Address, to: Address, data: `0x${string}`) =>
    sendTransaction(world.chain.client, { from, to, data })

  const now = async () => (await getBlock(world.chain.client)).timestamp

  const kinds = {
    compound: async () => {
      const args = [admin, 2n * 86_400n]
      const to = await deployArtifact(chain(), { from: admin, ...timelockArtifact, args })
      const { timestamp } = await getBlock(world.chain.client)
      const data = encodeFunctionData({
        abi: compoundAbi,
        functionName: 'queueTransaction',
        args: [stranger, 0n, 'ping()', '0x', timestamp + 200_000n],
      })
      await send(admin, to, data)
      return { to, by: admin }
    },
    'zodiac-delay': async () => {
      const name = 'ReconstructedDelay'
      const args = [admin, world.safe, world.safe, 3_600n, 600n]
      const to = await deployArtifact(chain(), { from: admin, ...readArtifact(name), args })
      await send(admin, to, encode(name, 'enableModule', [stranger]))
      const added = [world.multicaller, 0n, '0xabcd', 0]
      await send(stranger, to, encode(name, 'execTransactionFromModule', added))
      return { to, by: stranger }
    },
    'chainlink-rbac': async () => {
      const name = 'ReconstructedRbacTimelock'
      const args = [60n, admin, stranger, stranger]
      const to = await deployContract(world.chain.client, { from: admin, name, args })
      const calls = [{ target: world.multicaller, value: 0n, data: '0x' }]
      await send(stranger, to, encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n]))
      return { to, by: stranger }
    },
    'chainlink-rbac, by a Safe that is its admin': async () => {
      const name = 'ReconstructedRbacTimelock'
      const owner = await createTestSafe(world.chain.client, { owners: [0, 1, 2], threshold: 2 })
      const args = [60n, owner, stranger, stranger]
      const to = await deployContract(world.chain.client, { from: admin, name, args })
      const calls = [{ target: world.multicaller, value: 0n, data: '0x' }]
      const data = encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n])
      await executeAs(world.chain.client, [0, 1], transactionOf(owner, { target: to, data }))
      return { to, by: owner }
    },
    'chainlink-rbac, by itself, past its own delay': async () => {
      const name = 'ReconstructedRbacTimelock'
      const nonce = await getTransactionCount(world.chain.client, { address: admin })
      const self = getContractAddress({ from: admin, nonce: BigInt(nonce) })
      const args = [60n, self, stranger, admin]
      const to = await deployContract(world.chain.client, { from: admin, name, args })
      const calls = [{ target: world.multicaller, value: 0n, data: '0x' }]
      const data = encode(name, 'scheduleBatch', [calls, zeroHash, zeroHash, 60n])
      await send(
        admin,
        to,
        encode(name, 'bypasserExecuteBatch', [[{ target: to, value: 0n, data }]]),
      )
      return { to, by: self }
    },
    'compound, behind Governor Alpha': async () => {
      const deploy = (artifact: { abi: unknown; bytecode: string }, args: unknown[]) =>
        deployArtifact(chain(), { from: admin, ...artifact, args } as never)
      const uni = await deploy(uniArtifact, [admin, admin, (await now()) + 10n])
      const nonce = await getTransactionCount(world.chain.client, { address: admin })
      // The timelock is made first and has to know the Governor that follows it.
      const governor = getContractAddress({ from: admin, nonce: BigInt(nonce) + 1n })
      const to = await deploy(timelockArtifact, [governor, 2n * 86_400n])
      await deploy(governorArtifact, [to, uni])
      const ask = (
        functionName: string,
        args: unknown[],
        of: { abi: unknown } = governorArtifact,
      ) =>
        send(
          admin,
          of === uniArtifact ? uni : governor,
          encodeFunctionData({ abi: of.abi as Abi, functionName, args }),
        )
      await ask('delegate', [admin], uniArtifact)
      await ask('propose', [[stranger], [0n], ['ping()'], ['0x'], 'One'])
      await world.chain.client.mine({ blocks: 2 })
      await ask('castVote', [1n, true])
      // proposals[1].endBlock: to mine a week of blocks takes minutes.
      const proposals = keccak256(
        concat([numberToHex(1, { size: 32 }), numberToHex(3, { size: 32 })]),
      )
      const { number } = await getBlock(world.chain.client)
      const index = numberToHex(BigInt(proposals) + 8n, { size: 32 })
      const value = numberToHex(number, { size: 32 })
      await world.chain.client.setStorageAt({ address: governor, index, value })
      await world.chain.client.mine({ blocks: 1 })
      await ask('queue', [1n])
      return { to, by: governor }
    },
  }

  test.each(Object.entries(kinds))('%s: whoever called it', async (name, make) => {
    const [kind] = name.split(',')
    trace(false)
    const { to, by } = await make()
    await turn(to)
    expect(await operations(to)).toMatchObject([
      { kind, proposer: by, operation: { proposerFrom: 'transaction' } },
    ])
    expect(await idsBy(to, { proposer: by })).toHaveLength(1)
  })
})
