import { type Address, type Client, type Hash, zeroAddress } from 'viem'
import { detectTimelockAt } from '@/lib/actions/timelock/detect-timelock-at'
import {
  findInvisibleOperations,
  type InvisibleOperations,
} from '@/lib/actions/timelock/find-invisible-operations'
import { type InspectedOperation, inspectOperation } from '@/lib/actions/timelock/inspect-operation'
import { readGovernors } from '@/lib/actions/timelock/read-governors'
import { refineTimelock } from '@/lib/actions/timelock/refine-timelock'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import { fetchAllLogs } from '@/lib/adapters/rpc/fetch-all-logs'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import { BaseError } from '@/lib/core/error/base-error'
import { invisibleHints } from '@/lib/core/timelock/kind/invisible-hints'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import type { TimelockSetting } from '@/lib/core/timelock/kind/timelock-setting'

/** What stands at the address is no timelock, and why. */
export class NoTimelockHereError extends BaseError {
  override readonly name = 'NoTimelockHereError'
  constructor({ chainId, address }: ChainAddress, reason: string) {
    super('What stands at this address is no timelock.', {
      facts: [
        ['Address', address],
        ['Chain', String(chainId)],
      ],
      hint: reason,
    })
  }
}

export type InspectTimelockParameters = {
  readonly timelock: ChainAddress
  /** Everything is read at this block. */
  readonly block: Block
  /** No event before this block is read; later than its deployment, less is known than could be. */
  readonly fromBlock: bigint
  /** Blocks that are read one by one for operations of which no event tells; the newest are. */
  readonly searchedBlocks: bigint
}

export type InspectedTimelock = {
  readonly timelock: ChainAddress
  readonly block: Block
  readonly fromBlock: bigint
  readonly detection: TimelockDetection
  readonly settings: readonly TimelockSetting[]
  /** In the order in which they were first scheduled; those of which no event tells come last. */
  readonly operations: readonly InspectedOperation[]
  /** How far operations of which no event tells were searched for. */
  readonly invisible: Pick<InvisibleOperations, 'searched' | 'reason'>
}

/**
 * Reads all there is to know of a timelock of any kind from a node alone: what it is, how its rules changed, and every
 * operation as its events tell it, held against the contract.
 *
 * @throws NoTimelockHereError, NodeSilentError, NodeRefusedError, RpcUnreachableError, LogRangeTooLongError
 */
export async function inspectTimelock(
  { client, nodes }: { readonly client: Client; readonly nodes: ChainNodes },
  { timelock, block, fromBlock, searchedBlocks }: InspectTimelockParameters,
): Promise<InspectedTimelock> {
  const blockNumber = block.number
  const context = { nodesFor: () => nodes, clientFor: () => client }
  const verdict = await detectTimelockAt(context, { timelock, block })
  if (!verdict.isTimelock) throw new NoTimelockHereError(timelock, verdict.reason)
  const adapter = timelockAdapters[verdict.detection.kind]
  const range = { fromBlock, toBlock: blockNumber }
  const logs: RawLog[] = await fetchAllLogs(nodes, { at: timelock, ...range })
  const detection = await refineTimelock(client, {
    timelock,
    detection: verdict.detection,
    logs,
    blockNumber,
  })
  const visible = groupById(logs, adapter.operationIdOf).flatMap(
    ([id, own]) => adapter.fold({ timelock, id, logs: own, detection }) ?? [],
  )
  const invisible = adapter.readCall
    ? await findInvisibleOperations(client, {
        subject: { timelock, kind: adapter.kind, readCall: adapter.readCall },
        fromBlock,
        toBlock: blockNumber,
        mostBlocks: searchedBlocks,
        hints: invisibleHints({ logs, adapter }),
      })
    : { operations: [], searched: undefined, reason: undefined }
  const settings = adapter.foldSettings(logs)
  const governors = await readGovernors(client, { timelock, settings, blockNumber })
  const executor = executorIn(settings)
  const operations: InspectedOperation[] = []
  for (const operation of [...visible, ...invisible.operations]) {
    const subject = { operation, adapter, detection, governors, executor, block, fromBlock }
    operations.push(await inspectOperation(client, subject))
  }
  const { searched, reason } = invisible
  return {
    timelock,
    block,
    fromBlock,
    detection,
    settings,
    operations,
    invisible: { searched, reason },
  }
}

/** Anyone, where the role is open; else the last account that was given it and kept it. */
function executorIn(settings: readonly TimelockSetting[]): Address | undefined {
  const holders = new Set<Address>()
  for (const setting of settings) {
    if (setting.what !== 'role' || setting.role !== 'executor') continue
    if (setting.granted) holders.add(setting.account)
    else holders.delete(setting.account)
  }
  return holders.has(zeroAddress) ? zeroAddress : [...holders].at(-1)
}

function groupById(
  logs: readonly RawLog[],
  idOf: (log: RawLog) => Hash | undefined,
): [Hash, RawLog[]][] {
  const groups = new Map<Hash, RawLog[]>()
  for (const log of logs) {
    const id = idOf(log)
    if (id === undefined) continue
    const group = groups.get(id)
    if (group) group.push(log)
    else groups.set(id, [log])
  }
  return [...groups]
}
