import proxyArtifact from '@openzeppelin/contracts/build/contracts/TransparentUpgradeableProxy.json'
import compoundArtifact from '@uniswap/governance/build/Timelock.json'
import { type Address, encodeFunctionData, getAddress, type Hash, type Hex, slice } from 'viem'
import { getBlock, getStorageAt, mine } from 'viem/actions'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildContracts } from '@/demo/app/build-contracts'
import { demoAccount } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { deployContract } from '@/demo/world/deploy-contract'
import { saveAttestation } from '@/lib/actions/attestations/save-attestation'
import { createCodeAnalyser } from '@/lib/adapters/bytecode-analysis/code-analyser'
import { createCompiler } from '@/lib/adapters/compiler/compiler'
import { createRpcClient, type RpcClient } from '@/lib/adapters/rpc/create-rpc-client'
import { createSolver } from '@/lib/adapters/solver/solver'
import { listOperations } from '@/lib/adapters/store/list-operations'
import { readOperation } from '@/lib/adapters/store/read-operation'
import { proxyAdminAbi } from '@/lib/core/abi/proxy-admin-abi'
import { eip1967Slots } from '@/lib/core/proxy/eip1967-slots'
import { hashReport, serializeReport } from '@/lib/core/report/serialize-report'
import { serializeAttestation } from '@/lib/core/signing/attestation-document'
import { attestationTypedData } from '@/lib/core/signing/attestation-typed-data'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { generationArtifacts } from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-artifacts'
import {
  chainId,
  contentOf,
  deployer,
  deployGeneration,
  execute,
  schedule,
  startWorld,
  type World,
  wait,
} from '@/lib/core/timelock/openzeppelin/__fixtures__/generation-world'
import { cacheDirectory } from '@/scripts/cache-directory.mjs'
import { FollowedOnAnvil } from '@/test/timelocks/followed-on-anvil'
import { deployArtifact } from '@/test/timelocks/timelock-on-anvil'
import { makeQueuedReview, ReviewRefusedError } from './make-queued-review'
import { makeReport } from './make-report'
import type { ReviewContext } from './read-review'
import { resolveInput } from './resolve-input'
import { reviewSummary } from './review-summary'
import { serverWorkshop } from './server-workshop'

let world: World
let followed: FollowedOnAnvil
let client: RpcClient
let context: ReviewContext & { config: { sourcify: undefined; timelocks: Limits } }
let logics: readonly [Address, Address]
type Limits = Parameters<typeof makeQueuedReview>[0]['config']['timelocks']
const limits = { maximum: 30, perHour: 100, discover: false, reviews: true, everySeconds: 0 }

beforeAll(async () => {
  await buildContracts()
  world = await startWorld()
  followed = await FollowedOnAnvil.open({ ...world, chainId })
  client = createRpcClient({ chainId, name: 'Anvil', rpcUrls: [world.rpcUrl] })
  context = {
    store: followed.store,
    config: { sourcify: undefined, timelocks: limits },
    clientFor: () => client,
    compiler: createCompiler({ directory: cacheDirectory, concurrency: 1 }),
    analyser: createCodeAnalyser({ directory: cacheDirectory }),
    solver: createSolver({ directory: cacheDirectory }),
  } as unknown as typeof context
  const deployLogic = () =>
    deployContract(world.client, { from: deployer, name: 'Multicaller', file: 'TimelockTargets' })
  logics = [await deployLogic(), await deployLogic()]
}, 300_000)
afterAll(async () => {
  await followed?.store.close()
  await world?.stop()
})

/** A proxy behind a ProxyAdmin that the timelock owns, and the call that upgrades it. */
async function upgradeBy(
  timelock: Address,
): Promise<{ target: Address; value: bigint; data: Hex }> {
  const migration = encodeFunctionData({
    abi: [
      {
        type: 'function',
        name: 'run',
        inputs: [{ type: 'address[]' }, { type: 'bytes[]' }],
        outputs: [],
        stateMutability: 'payable',
      },
    ],
    functionName: 'run',
    args: [[], []],
  })
  const args = [logics[0], timelock, migration]
  const proxy = await deployArtifact(
    { ...world, chainId },
    { from: deployer, ...proxyArtifact, args },
  )
  const word = await getStorageAt(world.client, { address: proxy, slot: eip1967Slots.admin })
  const data = encodeFunctionData({
    abi: proxyAdminAbi,
    functionName: 'upgradeAndCall',
    args: [proxy, logics[1], '0x'],
  })
  return { target: getAddress(slice(word ?? '0x', 12)), value: 0n, data }
}

/** A stranger's timelock in which an upgrade waits. */
async function queuedUpgrade() {
  const artifact = generationArtifacts.find(({ version }) => version === '5.7.0')
  if (!artifact) throw new Error('There is no 5.7.0.')
  const timelock = await deployGeneration(world, artifact)
  const content = contentOf({ calls: [await upgradeBy(timelock)] })
  await followed.follow(timelock)
  const id = await schedule(world, timelock, content)
  await see(timelock)
  return { timelock, content, id }
}

async function see(timelock: Address): Promise<void> {
  await mine(world.client, { blocks: 6 })
  await followed.turn(timelock)
}

async function pageOf(timelock: Address, id: Hash) {
  const page = await readOperation(followed.store, { chainId, address: timelock, id })
  if (!page) throw new Error('It is not known.')
  return page
}

async function attest(timelock: Address, operation: Hash, report: Hash) {
  const place = { timelock: { chainId, address: timelock }, operation }
  const content = {
    ...place,
    ...{ report, verdict: 'pass' as const, note: 'Made again.', signer: demoAccount(7).address },
  }
  const signature = await demoAccount(7).signTypedData(attestationTypedData(content))
  return await saveAttestation(context, {
    json: serializeAttestation({ ...content, signature }),
    place,
  })
}

const patience = 120_000

test('default: byte for byte what anybody makes of it at that block, and reviewers can sign it', async () => {
  const { timelock, id } = await queuedUpgrade()
  const page = await pageOf(timelock, id)
  expect(await reviewSummary(context, page)).toEqual({ isRunning: false })
  const { last } = await makeQueuedReview(context, { page, patience })
  const { report, hash } = last!
  expect(report.upgrades).toHaveLength(1)

  const { input } = report
  const own = await resolveInput(client, {
    ...{ chainId, block: input.block, subject: { kind: 'operation', id, timelock } },
    deploymentBlock: input.protocol.deploymentBlock,
  })
  const made = await makeReport({ client, workshop: serverWorkshop(context) }, own)
  expect(hashReport(serializeReport(made))).toBe(hash)

  expect(await reviewSummary(context, page)).toMatchObject({
    last: { report: hash, block: input.block.number },
    isRunning: false,
  })
  expect((await attest(timelock, id, hash)).isNew).toBe(true)
}, 200_000)

test('behavior: a kind whose ids reports do not hash', async () => {
  const [admin] = [demoAccount(0).address]
  const timelock = await deployArtifact(
    { ...world, chainId },
    { from: admin, ...compoundArtifact, args: [admin, 2n * 86_400n] },
  )
  const { target, value, data } = await upgradeBy(timelock)
  await followed.follow(timelock)
  const { timestamp } = await getBlock(world.client)
  await sendTransaction(world.client, {
    from: admin,
    to: timelock,
    data: encodeFunctionData({
      abi: compoundAbi,
      functionName: 'queueTransaction',
      args: [target, value, '', data, timestamp + 3n * 86_400n],
    }),
  })
  await see(timelock)
  const at = { chainId, timelock }
  const { operations } = await listOperations(followed.store, { filter: at, limit: 2 })
  const id = operations[0]!.id
  const { last } = await makeQueuedReview(context, { page: await pageOf(timelock, id), patience })
  expect(last!.report.upgrades).toHaveLength(1)
  // Its rules are not those of the checks of timelocks, which say so.
  const ofTimelock = last!.report.findings.filter(({ check }) => /^TL-0[1-46]$/.test(check))
  expect(ofTimelock.map(({ verdict }) => verdict)).toEqual(Array(5).fill('unknown'))
  expect((await attest(timelock, id, last!.hash)).isNew).toBe(true)
}, 200_000)

test('behavior: one at a time, and none twice at one block', async () => {
  const [one, other] = [await queuedUpgrade(), await queuedUpgrade()]
  await see(one.timelock)
  const begin = async ({ timelock, id }: typeof one) =>
    makeQueuedReview(context, { page: await pageOf(timelock, id), patience })
  const first = begin(one)
  const second = begin(one)
  await expect(begin(other)).rejects.toThrow('Another review is under way.')
  const [a, b] = [await first, await second]
  expect(a.last?.hash).toBe(b.last?.hash)
  expect((await begin(one)).last?.hash).toBe(a.last?.hash)
  expect((await begin(other)).last).toBeDefined()
}, 200_000)

test('error: what is over, not read to the end, or not reviewed here', async () => {
  const { timelock, content, id } = await queuedUpgrade()
  const open = await pageOf(timelock, id)
  const off = {
    ...context,
    config: { ...context.config, timelocks: { ...limits, reviews: false } },
  }
  await expect(makeQueuedReview(off, { page: open, patience })).rejects.toThrow(
    'only operations of its own protocols',
  )
  const call = { target: timelock, value: 0n, data: '0x' as const }
  for (const calls of [Array(51).fill(call), [{ ...call, data: `0x${'00'.repeat(262_145)}` }]]) {
    const large = { ...open, operation: { ...open.operation, calls } }
    await expect(makeQueuedReview(context, { page: large, patience })).rejects.toThrow('larger')
  }
  await wait(world, 101n)
  await execute(world, timelock, content)
  await see(timelock)
  const over = makeQueuedReview(context, { page: await pageOf(timelock, id), patience })
  await expect(over).rejects.toThrow(ReviewRefusedError)
}, 200_000)
