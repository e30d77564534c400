import {
  type Address,
  encodeAbiParameters,
  getAddress,
  type Hash,
  type Hex,
  parseAbiParameters,
  zeroAddress,
  zeroHash,
} from 'viem'
import { call, getBlock, getCode, getLogs, mine, setNextBlockTimestamp } from 'viem/actions'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { demoAddresses } from '@/demo/chain/demo-accounts'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { startAnvil } from '@/demo/chain/start-anvil'
import { revertData } from '@/lib/adapters/rpc/revert-data'
import type { Call } from '@/lib/core/chain/call'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { encodeSchedule } from '@/lib/core/timelock/encode-schedule'
import { foldRoles } from '@/lib/core/timelock/fold-roles'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import { type Reconciled, reconcile } from '@/lib/core/timelock/kind/reconcile'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { Answer, RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { decodeTimelockLog } from '@/lib/core/timelock/decode-timelock-log'
import { openzeppelinTimelock } from '@/lib/core/timelock/openzeppelin/openzeppelin-timelock'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { RoleLog } from '@/lib/core/timelock/timelock-log'
import type { GenerationArtifact } from './generation-artifacts'

export const chainId = 31_337

export const [deployer, proposer, executor, stranger] = demoAddresses(0, 4) as [
  Address,
  Address,
  Address,
  Address,
]

export type World = { readonly client: AnvilClient; readonly rpcUrl: string; stop(): Promise<void> }

export async function startWorld(): Promise<World> {
  const anvil = await startAnvil({ chainId })
  return { client: anvilClient(anvil.rpcUrl), rpcUrl: anvil.rpcUrl, stop: () => anvil.stop() }
}

export type DeployGenerationParameters = {
  minDelay?: bigint
  proposers?: readonly Address[]
  executors?: readonly Address[]
  /** Of generations that take one. */
  admin?: Address
}

/** Deploys a published TimelockController; the deployer is admin of those before 4.8. */
export async function deployGeneration(
  { client }: World,
  artifact: Pick<GenerationArtifact, 'bytecode' | 'takesAdmin'>,
  parameters: DeployGenerationParameters = {},
): Promise<Address> {
  const { minDelay = 100n, proposers = [proposer], executors = [executor] } = parameters
  const args = [minDelay, proposers, executors] as const
  const encoded = artifact.takesAdmin
    ? encodeAbiParameters(withAdmin, [...args, parameters.admin ?? zeroAddress])
    : encodeAbiParameters(withoutAdmin, args)
  const { contractAddress } = await sendTransaction(client, {
    from: deployer,
    data: `${artifact.bytecode}${encoded.slice(2)}`,
  })
  return getAddress(contractAddress ?? zeroAddress)
}

const withoutAdmin = parseAbiParameters(
  'uint256 minDelay, address[] proposers, address[] executors',
)
const withAdmin = parseAbiParameters(
  'uint256 minDelay, address[] proposers, address[] executors, address admin',
)

let salts = 0n

/** An operation that does nothing to a person's account, with a salt of its own unless told otherwise. */
export function contentOf(overrides: Partial<OperationContent> = {}): OperationContent {
  salts += 1n
  return {
    kind: 'single',
    calls: [{ target: stranger, value: 0n, data: '0x1234' }],
    predecessor: zeroHash,
    salt: wordOf(salts),
    ...overrides,
  }
}

export const wordOf = (n: bigint | number): Hash => `0x${n.toString(16).padStart(64, '0')}`

export type Acting = { readonly from?: Address; readonly value?: bigint }

export async function schedule(
  { client }: World,
  timelock: Address,
  content: OperationContent,
  { delay = 100n, from = proposer }: Acting & { delay?: bigint } = {},
): Promise<Hash> {
  await sendTransaction(client, { from, to: timelock, data: encodeSchedule({ ...content, delay }) })
  return hashOperation(content)
}

export async function execute(
  { client }: World,
  timelock: Address,
  content: OperationContent,
  { from = executor, value }: Acting = {},
): Promise<void> {
  await sendTransaction(client, { from, to: timelock, data: encodeExecute(content), value })
}

export async function cancel(
  { client }: World,
  timelock: Address,
  id: Hash,
  { from = proposer }: Acting = {},
): Promise<void> {
  await sendTransaction(client, { from, to: timelock, data: encodeCancel({ id }) })
}

/** Mines one block at this time, in seconds. */
export async function mineAt({ client }: World, timestamp: bigint): Promise<void> {
  await setNextBlockTimestamp(client, { timestamp })
  await mine(client, { blocks: 1 })
}

/** Mines one block so many seconds later. */
export async function wait(world: World, seconds: bigint): Promise<void> {
  const { timestamp } = await getBlock(world.client)
  await mineAt(world, timestamp + seconds)
}

/** Return data at the latest block; undefined where it reverts. */
export async function ask({ client }: World, { target, data }: Call): Promise<Answer> {
  const result = await call(client, { to: target, data }).catch(() => undefined)
  return result && (result.data ?? '0x')
}

/** With what a call reverts; undefined where it does not. */
export async function revertOf(
  { client }: World,
  { target, value, data }: Call,
  from: Address,
): Promise<Hex | undefined> {
  try {
    await call(client, { account: from, to: target, data, value })
    return undefined
  } catch (error) {
    return revertData(error) ?? '0x'
  }
}

/** Code and answers, as a detection wants them. */
export async function evidenceOf(world: World, address: Address) {
  const code = (await getCode(world.client, { address })) ?? '0x'
  const answers = await Promise.all(
    openzeppelinTimelock.probes.map((data) => ask(world, { target: address, value: 0n, data })),
  )
  return { code, answers }
}

export async function detect(world: World, address: Address): Promise<TimelockDetection> {
  const detection = openzeppelinTimelock.detect(await evidenceOf(world, address))
  if (!detection) throw new Error('It is no TimelockController.')
  return detection
}

/** Every event of a timelock that its adapter asks for. */
export async function readRawLogs({ client }: World, address: Address): Promise<RawLog[]> {
  const logs = await getLogs(client, { address, fromBlock: 0n })
  const { topics } = openzeppelinTimelock
  const wanted = logs.filter((log) => topics.includes(log.topics[0] as Hash))
  return await Promise.all(
    wanted.map(async ({ topics, data, blockNumber, blockHash, transactionHash, logIndex }) => {
      const { timestamp: blockTimestamp } = await getBlock(client, { blockNumber })
      const position = { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex }
      return { topics, data, position }
    }),
  )
}

/** Roles as the events tell them; in these tests nobody lies, so they stand for the confirmed ones. */
export async function readRoles(world: World, address: Address) {
  const logs = (await readRawLogs(world, address)).flatMap((log) => decodeTimelockLog(log) ?? [])
  return foldRoles(logs.filter((log): log is RoleLog => log.eventName.startsWith('Role')))
}

export type Looked = Reconciled & { readonly operation: QueuedOperation }

/** An operation as its events tell it, held against the contract at the latest block; undefined without an event. */
export async function look(
  world: World,
  address: Address,
  id: Hash,
  detection: TimelockDetection = anyDetection,
): Promise<Looked | undefined> {
  const logs = await readRawLogs(world, address)
  const own = logs.filter((log) => openzeppelinTimelock.operationIdOf(log) === id)
  const timelock = { chainId, address }
  const operation = openzeppelinTimelock.fold({ timelock, id, logs: own, detection })
  if (!operation) return undefined
  return { operation, ...(await reconcileWith(world, operation)) }
}

/** What counts for an operation from anywhere. */
export async function reconcileWith(world: World, operation: QueuedOperation): Promise<Reconciled> {
  const { timestamp: now } = await getBlock(world.client)
  const questions = openzeppelinTimelock.questions(operation)
  const answers = await Promise.all(questions.map((question) => ask(world, question)))
  const standing = openzeppelinTimelock.readStanding({
    operation,
    detection: anyDetection,
    answers,
    now,
  })
  return reconcile({ operation, standing, now })
}

/** Folding and reading do not depend on the generation. */
const anyDetection: TimelockDetection = { kind: 'openzeppelin', generation: '', badges: [] }
