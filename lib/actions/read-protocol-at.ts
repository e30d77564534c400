import { type Address, type Client, type Hash, zeroHash } from 'viem'
import { recoverOperationSalt } from '@/lib/actions/timelock/recover-operation-salt'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readOperationTimestamps } from '@/lib/adapters/rpc/read-operation-timestamps'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import type { StoredLog } from '@/lib/adapters/store/stored-log'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { NamedProxy } from '@/lib/core/patch/facts'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import type { ReviewedProtocol } from '@/lib/core/report/review-input'
import { decodeTimelockLog } from '@/lib/core/timelock/decode-timelock-log'
import { foldOperations } from '@/lib/core/timelock/fold-operations'
import { foldRoles } from '@/lib/core/timelock/fold-roles'
import type { Operation, OperationState } from '@/lib/core/timelock/operation'
import { operationState } from '@/lib/core/timelock/operation-state'
import type { OperationLog, RoleLog } from '@/lib/core/timelock/timelock-log'
import type { TimelockState } from '@/lib/core/timelock/timelock-state'

export type ReadProtocolAtParameters = {
  chainId: number
  protocol: ReviewedProtocol
  /** Everything is read at this block. */
  block: Block
  /** Every event of the timelock up to this block. */
  logs: readonly TimelockEvent[]
  /** Operations up to this block of which no event tells, as the calls of the timelock tell them. */
  silent?: readonly Operation[] | undefined
}

/** An event as a node gives it, with its place. */
export type TimelockEvent = Pick<StoredLog, 'topics' | 'data'> & LogPosition

/**
 * Reads all that the chain says of a protocol at one block: Safe, guardian, timelock, proxies, and every operation the
 * timelock ever scheduled, with the contract's own word on its state.
 */
export async function readProtocolAt(
  client: Client,
  { chainId, protocol, block, logs, silent = [] }: ReadProtocolAtParameters,
): Promise<ProtocolChain> {
  const events = decodeLogs(logs)
  const at = { blockNumber: block.number }
  const safeAt = (address: Address, what: string) =>
    readKnown(what, readSafe(client, { chainId, address, ...at }))
  const [operations, safe, guardian, timelock, proxies] = await Promise.all([
    readOperations(client, { chainId, protocol, events, block, silent }),
    protocol.safe ? safeAt(protocol.safe, 'the Safe') : unnamed('Safe'),
    protocol.guardian && safeAt(protocol.guardian, 'the guardian Safe'),
    readTimelockAt(client, { chainId, protocol, events, block }),
    Promise.all(protocol.proxies.map((proxy) => readNamedProxy(client, chainId, proxy, block))),
  ])
  const facts = { chainId, block, safe, guardian: guardian || undefined, timelock, proxies }
  return { facts: { name: protocol.name ?? '', ...facts }, operations }
}

function unnamed(what: string): { readonly known: false; readonly reason: string } {
  return { known: false, reason: `no ${what} was named` }
}

type TimelockReading = Omit<ReadProtocolAtParameters, 'logs' | 'silent'> & {
  events: readonly (OperationLog | RoleLog)[]
}

async function readOperations(
  client: Client,
  { chainId, protocol, events, block, silent }: TimelockReading & { silent: readonly Operation[] },
): Promise<LiveOperation[]> {
  if (!protocol.timelock) return []
  const timelock = { chainId, address: protocol.timelock }
  const folded = foldOperations({ timelock, logs: events.filter(isOperationLog) })
  const spoken = await Promise.all(folded.map((each) => withSalt(client, each)))
  const known = new Set(spoken.map(({ id }) => id))
  const operations = [...spoken, ...silent.filter(({ id }) => !known.has(id))]
  return await readLiveOperations(client, { operations, block })
}

function readTimelockAt(
  client: Client,
  { chainId, protocol, events, block }: TimelockReading,
): Promise<Known<TimelockState>> | Known<TimelockState> {
  if (!protocol.timelock) return unnamed('timelock')
  const timelock = { chainId, address: protocol.timelock }
  const claimed = foldRoles(events.filter(isRoleLog))
  const read = readTimelock(client, { timelock, claimed, blockNumber: block.number })
  return readKnown('the timelock', read)
}

function decodeLogs(logs: readonly TimelockEvent[]): (OperationLog | RoleLog)[] {
  return logs.flatMap(({ topics, data, ...log }) => {
    const { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex } = log
    const position = { blockNumber, blockHash, blockTimestamp, transactionHash, logIndex }
    const decoded = decodeTimelockLog({ topics, data, position })
    return decoded ? [decoded] : []
  })
}

const isRoleLog = (log: OperationLog | RoleLog): log is RoleLog => log.eventName.startsWith('Role')
const isOperationLog = (log: OperationLog | RoleLog): log is OperationLog => !isRoleLog(log)

/** Timelocks before 4.9 never tell a salt in an event. What is executed needs none any more, so no trace is asked for. */
async function withSalt(client: Client, operation: Operation): Promise<Operation> {
  const last = operation.instances.at(-1)
  if (operation.salt !== 'unknown' || !last) return operation
  const mayTrace = last.executed === undefined
  const recovered = await recoverOperationSalt(client, { operation, mayTrace })
  if (!recovered.known) return operation
  const { kind, salt } = recovered.value
  return { ...operation, kind, salt }
}

async function readNamedProxy(
  client: Client,
  chainId: number,
  { name, address }: ReviewedProtocol['proxies'][number],
  block: Block,
): Promise<NamedProxy> {
  const found = await readKnown(
    name,
    readProxy(client, { at: { chainId, address }, blockNumber: block.number }),
  )
  if (!found.known) return { name, address, proxy: found }
  const proxy =
    found.value.kind === 'not-a-proxy'
      ? { known: false as const, reason: describeNotAProxy(found.value) }
      : { known: true as const, value: found.value }
  return { name, address, proxy }
}

/** Asks the contract for each operation and each predecessor; the chain wins over what the events tell. */
async function readLiveOperations(
  client: Client,
  { operations, block }: { operations: readonly Operation[]; block: Block },
): Promise<LiveOperation[]> {
  const [first] = operations
  if (!first) return []
  const ids = new Set(operations.flatMap(({ id, predecessor }) => [id, predecessor]))
  ids.delete(zeroHash)
  const timestamps = await readOperationTimestamps(client, {
    timelock: first.timelock.address,
    ids: [...ids],
    blockNumber: block.number,
  })
  const stateOf = (id: Hash): Known<OperationState> => {
    const timestamp = timestamps.get(id)
    if (!timestamp) return { known: false, reason: 'the timelock was not asked' }
    if (!timestamp.known) return timestamp
    return {
      known: true,
      value: operationState({ timestamp: timestamp.value, now: block.timestamp }),
    }
  }
  return operations.map((operation) => ({
    operation,
    state: stateOf(operation.id),
    predecessorState:
      operation.predecessor === zeroHash ? undefined : stateOf(operation.predecessor),
  }))
}
