import {
  type Address,
  encodeFunctionData,
  type Hash,
  keccak256,
  parseAbi,
  stringToBytes,
  zeroHash,
} from 'viem'
import { beforeAll, describe, expect, test } from 'vitest'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { proposerWorld } from '@/lib/actions/timelock/__fixtures__/proposer-world'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployGeneration,
  execute,
  proposer,
  schedule,
  stranger,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { executeAs, transactionOf } from '@/test/safe-on-anvil'

const admin = demoAccount(0).address
const world = proposerWorld()
const { trace, turn, whoScheduled, idsBy } = world

describe('of OpenZeppelin', () => {
  let timelock: Address
  let content: ReturnType<typeof contentOf>
  const ids: Record<'person' | 'safe' | 'contract', Hash> = {
    person: zeroHash,
    safe: zeroHash,
    contract: zeroHash,
  }

  beforeAll(async () => {
    const artifact = generationArtifacts.at(-1)
    if (!artifact) throw new Error('There is none.')
    timelock = await deployGeneration(world.chain, artifact, {
      admin,
      proposers: [proposer, world.safe, world.multicaller],
    })
    content = contentOf()
    ids.person = await schedule(world.chain, timelock, content)
    const [bySafe, byContract] = [contentOf(), contentOf()]
    const data = encodeSchedule({ ...bySafe, delay: 100n })
    await executeAs(
      world.chain.client,
      [0, 1],
      transactionOf(world.safe, { target: timelock, data }),
    )
    ids.safe = hashOperation(bySafe)
    const run = encodeFunctionData({
      abi: parseAbi(['function run(address[] targets, bytes[] datas)']),
      args: [[timelock], [encodeSchedule({ ...byContract, delay: 100n })]],
    })
    await sendTransaction(world.chain.client, { from: stranger, to: world.multicaller, data: run })
    ids.contract = hashOperation(byContract)
  })

  test('default: without traces a person and a Safe are proven; what a contract did is unknown, and not guessed', async () => {
    trace(false)
    await turn(timelock)
    expect(await whoScheduled(timelock, ids.person)).toEqual([proposer, 'transaction'])
    expect(await whoScheduled(timelock, ids.safe)).toEqual([world.safe, 'transaction'])
    expect(await whoScheduled(timelock, ids.contract)).toEqual([undefined, 'unknown'])
  })

  test('behavior: the filter and the search find them, and nobody else', async () => {
    expect(await idsBy(timelock, { proposer })).toEqual([ids.person])
    expect(await idsBy(timelock, { proposer: world.safe })).toEqual([ids.safe])
    expect(await idsBy(timelock, { text: world.safe })).toEqual([ids.safe])
    expect(await idsBy(timelock, { proposer: world.multicaller })).toEqual([])
    expect(await idsBy(timelock, { proposer: stranger })).toEqual([])
  })

  test('behavior: each is looked at once, and once more after an event of its own', async () => {
    world.node.requests.length = 0
    await turn(timelock)
    const looked = () =>
      world.node.requests.filter(({ method }) => method === 'eth_getTransactionByHash')
    expect(looked()).toEqual([])
    await wait(world.chain, 100n)
    await execute(world.chain, timelock, content)
    await turn(timelock)
    expect(looked()).toHaveLength(1)
    expect(await whoScheduled(timelock, ids.person)).toEqual([proposer, 'transaction'])
    const row = await readOperation(world.store, { chainId, address: timelock, id: ids.person })
    expect(row).toMatchObject({ standing: 'executed', told: { known: true } })
  })

  test('behavior: with traces the contract is told; a Safe that may not schedule any more, too, and without them it is not', async () => {
    const artifact = generationArtifacts.at(-1)
    if (!artifact) throw new Error('There is none.')
    const proposers = [world.safe, world.multicaller]
    for (const [isTracing, nonce] of [
      [false, 1n],
      [true, 2n],
    ] as const) {
      const other = await deployGeneration(world.chain, artifact, { admin, proposers })
      const bySafe = contentOf()
      const data = encodeSchedule({ ...bySafe, delay: 100n })
      await executeAs(
        world.chain.client,
        [0, 1],
        transactionOf(world.safe, { target: other, data, nonce }),
      )
      const byContract = contentOf()
      const run = encodeFunctionData({
        abi: parseAbi(['function run(address[] targets, bytes[] datas)']),
        args: [[other], [encodeSchedule({ ...byContract, delay: 100n })]],
      })
      await sendTransaction(world.chain.client, {
        from: stranger,
        to: world.multicaller,
        data: run,
      })
      const revoke = encodeFunctionData({
        abi: parseAbi(['function revokeRole(bytes32 role, address account)']),
        args: [keccak256(stringToBytes('PROPOSER_ROLE')), world.safe],
      })
      await sendTransaction(world.chain.client, { from: admin, to: other, data: revoke })
      trace(isTracing)
      await turn(other)
      const expected = (account: Address) =>
        isTracing ? [account, 'transaction'] : [undefined, 'unknown']
      expect(await whoScheduled(other, hashOperation(bySafe))).toEqual(expected(world.safe))
      expect(await whoScheduled(other, hashOperation(byContract))).toEqual(
        expected(world.multicaller),
      )
    }
  })
})
