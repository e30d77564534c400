import {
  type Address,
  encodeAbiParameters,
  encodeFunctionData,
  keccak256,
  parseAbi,
  parseAbiParameters,
} from 'viem'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  contentOf,
  deployGeneration,
  execute,
  stranger,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import { startTimelockChain, type TimelockChain } from '@/test/timelocks/timelock-on-anvil'

let chain: TimelockChain
let queue: FollowedOnAnvil
let secretive: Address
beforeAll(async () => {
  await buildContracts()
  chain = await startTimelockChain()
  queue = await FollowedOnAnvil.open(chain)
  secretive = await deployContract(chain.client, {
    from: stranger,
    name: 'SecretiveProposer',
    file: 'TimelockTargets',
  })
})
afterAll(async () => {
  await queue?.close()
  await chain?.stop()
})

test('behavior: a salt that a contract made up is known still when the operation was executed', async () => {
  const artifact = generationArtifacts.find(({ version }) => version === '4.8.3')
  if (!artifact) throw new Error('No artifact of 4.8.3.')
  const timelock = await deployGeneration(chain, artifact, { proposers: [secretive] })
  const call = { target: stranger, value: 0n, data: '0xabcd' } as const
  const head = encodeAbiParameters(parseAbiParameters('address, bytes'), [call.target, call.data])
  const abi = parseAbi(['function propose(address timelock, bytes head, uint256 delay)'])
  await queue.follow(timelock)
  const propose = async () => {
    const data = encodeFunctionData({ abi, args: [timelock, head, 100n] })
    await sendTransaction(chain.client, { from: stranger, to: secretive, data })
    await queue.turn(timelock)
  }
  const salts = async () =>
    (await queue.list(timelock)).map(({ operation, risks }) => [operation?.salt, risks])
  const saltOf = (count: bigint) =>
    keccak256(encodeAbiParameters(parseAbiParameters('address, uint256'), [secretive, count]))
  // By a trace, while it is open.
  await propose()
  expect(await salts()).toEqual([[saltOf(1n), []]])
  await wait(chain, 100n)
  await execute(chain, timelock, contentOf({ calls: [call], salt: saltOf(1n) }))
  await queue.turn(timelock)
  expect(await queue.standings(timelock)).toEqual(['executed'])
  expect(await salts()).toEqual([[saltOf(1n), []]])
})
