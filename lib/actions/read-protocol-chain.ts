import type { Client, Hash } from 'viem'
import { zeroHash } from 'viem'
import { indexLogs } from '@/lib/actions/index-logs'
import { readKnown } from '@/lib/adapters/rpc/read-known'
import { readOperationTimestamps } from '@/lib/adapters/rpc/read-operation-timestamps'
import { readProxy } from '@/lib/adapters/rpc/read-proxy'
import { readSafe } from '@/lib/adapters/rpc/read-safe'
import { readTimelock } from '@/lib/adapters/rpc/read-timelock'
import { readTransactionCall } from '@/lib/adapters/rpc/read-transaction-call'
import { readLogs } from '@/lib/adapters/store/read-logs'
import type { Store } from '@/lib/adapters/store/store'
import type { StoredLog } from '@/lib/adapters/store/stored-log'
import type { ProtocolConfig } from '@/lib/config/config'
import type { Block, Known } from '@/lib/core/chain/snapshot'
import type { ProtocolChain } from '@/lib/core/patch/desk'
import type { NamedProxy } from '@/lib/core/patch/facts'
import type { LiveOperation } from '@/lib/core/patch/patch-record'
import { describeNotAProxy } from '@/lib/core/proxy/not-a-proxy'
import { decodeTimelockLog } from '@/lib/core/timelock/decode-timelock-log'
import { foldOperations } from '@/lib/core/timelock/fold-operations'
import { foldRoles } from '@/lib/core/timelock/fold-roles'
import type { Operation, OperationState } from '@/lib/core/timelock/operation'
import { operationState } from '@/lib/core/timelock/operation-state'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'
import type { OperationLog, RoleLog } from '@/lib/core/timelock/timelock-log'

export type ReadProtocolChainParameters = {
  protocol: ProtocolConfig
  /** Everything is read at this block. */
  block: Block
}

/**
 * Reads all that the chain says of a protocol at one block: Safe, guardian, timelock, proxies, and every operation
 * the timelock ever scheduled, with the contract's own word on its state.
 *
 * @throws RpcUnreachableError when the timelock's events cannot be brought up to the block.
 */
export async function readProtocolChain(
  { store, client }: { store: Store; client: Client },
  { protocol, block }: ReadProtocolChainParameters,
): Promise<ProtocolChain> {
  const { chainId } = protocol
  const timelock = { chainId, address: protocol.timelock }
  const at = { blockNumber: block.number }
  await indexLogs(
    { store, client },
    { at: timelock, deploymentBlock: BigInt(protocol.deploymentBlock), head: block },
  )
  const logs = decodeLogs(await readLogs(store, { ...timelock, toBlock: block.number }))
  const folded = foldOperations({ timelock, logs: logs.filter(isOperationLog) })
  const operations = await Promise.all(folded.map((each) => withSalt(client, each)))
  const [safe, guardian, timelockState, proxies, live] = await Promise.all([
    readKnown('the Safe', readSafe(client, { chainId, address: protocol.safe, ...at })),
    protocol.guardian &&
      readKnown(
        'the guardian Safe',
        readSafe(client, { chainId, address: protocol.guardian, ...at }),
      ),
    readKnown(
      'the timelock',
      readTimelock(client, { timelock, claimed: foldRoles(logs.filter(isRoleLog)), ...at }),
    ),
    Promise.all(protocol.proxies.map((proxy) => readNamedProxy(client, chainId, proxy, block))),
    readLiveOperations(client, { operations, block }),
  ])
  return {
    facts: {
      name: protocol.name,
      chainId,
      block,
      safe,
      guardian: guardian || undefined,
      timelock: timelockState,
      proxies,
    },
    operations: live,
  }
}

function decodeLogs(logs: readonly StoredLog[]): (OperationLog | RoleLog)[] {
  return logs.flatMap(({ topics, data, address: _, ...position }) => {
    const decoded = decodeTimelockLog({ topics, data, position })
    return decoded ? [decoded] : []
  })
}

const isRoleLog = (log: OperationLog | RoleLog): log is RoleLog => log.eventName.startsWith('Role')
const isOperationLog = (log: OperationLog | RoleLog): log is OperationLog => !isRoleLog(log)

/** Timelocks before 4.9 never tell a salt in an event; the transaction that scheduled the operation may show it. */
async function withSalt(client: Client, operation: Operation): Promise<Operation> {
  const scheduled = operation.instances.at(-1)?.scheduled
  if (operation.salt !== 'unknown' || !scheduled) return operation
  const call = await readTransactionCall(client, scheduled)
  return (call.known && recoverSalt(operation, call.value)) || operation
}

async function readNamedProxy(
  client: Client,
  chainId: number,
  { name, address }: ProtocolConfig['proxies'][number],
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
