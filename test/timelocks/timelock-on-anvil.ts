import { type Address, encodeDeployData, getAddress, type Hash, type Hex } from 'viem'
import {
  call,
  getBlock,
  getCode,
  getLogs,
  impersonateAccount,
  mine,
  setBalance,
  setNextBlockTimestamp,
} from 'viem/actions'
import { type AnvilClient, anvilClient } from '@/demo/chain/anvil-client'
import { sendTransaction } from '@/demo/chain/send-transaction'
import { startAnvil } from '@/demo/chain/start-anvil'
import type { Call } from '@/lib/core/chain/call'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { type Incident, reconcile } from '@/lib/core/timelock/kind/reconcile'
import { type RoleClaim, roleClaims } from '@/lib/core/timelock/kind/role-claim'
import type {
  Answer,
  ChainStanding,
  RawLog,
  TimelockAdapter,
} from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type TimelockChain = {
  readonly client: AnvilClient
  readonly chainId: number
  readonly rpcUrl: string
  stop(): Promise<void>
}

/** A local chain of its own. */
export async function startTimelockChain(chainId = 31_337): Promise<TimelockChain> {
  const anvil = await startAnvil({ chainId })
  const { rpcUrl } = anvil
  return { client: anvilClient(rpcUrl), chainId, rpcUrl, stop: () => anvil.stop() }
}

/** Creates a contract from an artifact of any package. */
export async function deployArtifact(
  { client }: TimelockChain,
  parameters: { from: Address; abi: readonly unknown[]; bytecode: string; args: unknown[] },
): Promise<Address> {
  const { from, abi, bytecode, args } = parameters
  const code = (bytecode.startsWith('0x') ? bytecode : `0x${bytecode}`) as Hex
  const data = encodeDeployData({ abi, bytecode: code, args })
  const { contractAddress } = await sendTransaction(client, { from, data })
  return getAddress(contractAddress ?? '0x')
}

/** Lets a contract send transactions of its own. */
export async function impersonate({ client }: TimelockChain, address: Address): Promise<void> {
  await impersonateAccount(client, { address })
  await setBalance(client, { address, value: 10n ** 18n })
}

/** Mines one block at exactly this time, in seconds. */
export async function mineAt({ client }: TimelockChain, timestamp: bigint): Promise<void> {
  await setNextBlockTimestamp(client, { timestamp })
  await mine(client, { blocks: 1 })
}

/** Return data at the latest block; undefined where it reverts. */
export async function ask(
  { client }: TimelockChain,
  question: Call,
  from?: Address,
): Promise<Answer> {
  const { target, value, data } = question
  const result = await call(client, {
    to: target,
    data,
    value,
    ...(from && { account: from }),
  }).catch(() => undefined)
  return result && (result.data ?? '0x')
}

/** What an adapter makes of the contract as it is now. */
export async function detectOnChain(
  chain: TimelockChain,
  adapter: TimelockAdapter,
  address: Address,
): Promise<TimelockDetection | undefined> {
  const code = (await getCode(chain.client, { address })) ?? '0x'
  const answers = await Promise.all(
    adapter.probes.map((data) => ask(chain, { target: address, value: 0n, data })),
  )
  return adapter.detect({ code, answers })
}

/** All events that an adapter asks for, of one address. */
export async function readRawLogs(
  { client }: TimelockChain,
  adapter: Pick<TimelockAdapter, 'topics'>,
  address: Address,
): Promise<RawLog[]> {
  const logs = await getLogs(client, { address, fromBlock: 0n })
  const wanted = logs.filter(({ topics }) => adapter.topics.includes(topics[0] as Hash))
  const times = new Map<bigint, Promise<bigint>>()
  const timeOf = (blockNumber: bigint) => {
    const known =
      times.get(blockNumber) ?? getBlock(client, { blockNumber }).then(({ timestamp }) => timestamp)
    times.set(blockNumber, known)
    return known
  }
  return Promise.all(
    wanted.map(async ({ topics, data, blockNumber, blockHash, transactionHash, logIndex }) => {
      const blockTimestamp = await timeOf(blockNumber)
      const position = { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex }
      return { topics, data, position }
    }),
  )
}

export type Looked = {
  readonly operation: QueuedOperation
  readonly standing: ChainStanding
  /** Where events and contract disagree. */
  readonly incidents: readonly Incident[]
}

/**
 * All that an adapter tells of the operations of a timelock now: from its events in reverse and each twice, which must
 * not matter, and from the contract's own answers.
 */
export async function lookAt(
  chain: TimelockChain,
  adapter: TimelockAdapter,
  address: Address,
): Promise<readonly Looked[]> {
  const detection = await detectOnChain(chain, adapter, address)
  if (detection === undefined) throw new Error(`It is no ${adapter.kind}.`)
  const logs = await readRawLogs(chain, adapter, address)
  const ids = [...new Set(logs.map((log) => adapter.operationIdOf(log)))]
  const timelock = { chainId: chain.chainId, address }
  const found: Looked[] = []
  for (const id of ids) {
    if (id === undefined) continue
    const own = logs.filter((log) => adapter.operationIdOf(log) === id)
    const operation = adapter.fold({ timelock, id, logs: own, detection })
    const shuffled = adapter.fold({ timelock, id, logs: [...own, ...own].reverse(), detection })
    if (JSON.stringify(operation, withBigints) !== JSON.stringify(shuffled, withBigints)) {
      throw new Error(`Order or repetition of events changes operation ${id}.`)
    }
    if (operation === undefined) continue
    const standing = await standingOf(chain, adapter, operation, detection)
    const { timestamp: now } = await getBlock(chain.client)
    const known = { known: true, value: standing } as const
    const { incidents } = reconcile({ operation, standing: known, now })
    found.push({ operation, standing, incidents })
  }
  return found
}

async function standingOf(
  chain: TimelockChain,
  adapter: TimelockAdapter,
  operation: QueuedOperation,
  detection: TimelockDetection,
): Promise<ChainStanding> {
  const { timestamp: now } = await getBlock(chain.client)
  const answers = await Promise.all(adapter.questions(operation).map((one) => ask(chain, one)))
  const codes = await Promise.all(
    (adapter.codesAsked?.(operation) ?? []).map(
      async (address) => (await getCode(chain.client, { address })) ?? '0x',
    ),
  )
  const known = adapter.readStanding({ operation, detection, answers, codes, now })
  if (!known.known) throw new Error(known.reason)
  return known.value
}

function withBigints(_: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}` : value
}

/** Claims about roles, as the events tell them, that the contract does not confirm; and how many it was asked about. */
export async function unconfirmedRoles(
  chain: TimelockChain,
  adapter: TimelockAdapter,
  address: Address,
): Promise<{ readonly asked: number; readonly unconfirmed: readonly RoleClaim[] }> {
  const claims = roleClaims(adapter.foldSettings(await readRawLogs(chain, adapter, address)))
  const unconfirmed: RoleClaim[] = []
  let asked = 0
  for (const claim of claims) {
    const question = adapter.askRole?.(claim)
    if (!question) continue
    asked += 1
    const answers: Answer[] = []
    for (const data of question.calls) {
      answers.push(await ask(chain, { target: address, value: 0n, data }))
    }
    if (question.read(answers) !== claim.holds) unconfirmed.push(claim)
  }
  return { asked, unconfirmed }
}
