import type { Hash } from 'viem'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { ProposerSearch } from '@/lib/actions/timelock/proposer-search'
import { type MinedCall, readMinedCalls } from '@/lib/actions/timelock/read-mined-calls'
import { listUnsoughtOperations } from '@/lib/adapters/store/list-unsought-operations'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { saveProposers } from '@/lib/adapters/store/save-proposers'
import type { Store } from '@/lib/adapters/store/store'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'

export type FindProposersParameters = {
  readonly timelock: ChainAddress
  /** How many operations are looked at at most. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
}

/** Of which timelocks nothing was left when they had changed last: to find that out, the database looks at all operations. */
const exhausted = new WeakMap<Store, Map<string, number>>()

/**
 * Finds out who scheduled operations of which no event says it, the newest first and each once: by the transactions that
 * scheduled them, or by their traces. What they do not prove is noted as unknown.
 *
 * @returns Of how many operations something was noted.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError
 */
export async function findProposers(
  context: IndexContext,
  { timelock, limit, signal }: FindProposersParameters,
): Promise<number> {
  const { store } = context
  const followed = await readTimelock(store, timelock)
  const indexed = followed?.indexed
  if (!indexed) return 0
  const { scheduling, askRole } = timelockAdapters[followed.detection.kind]
  if (!scheduling) return 0
  const ofStore = exhausted.get(store) ?? new Map<string, number>()
  exhausted.set(store, ofStore)
  const key = `${timelock.chainId}:${timelock.address}`
  if (ofStore.get(key) === followed.modified.getTime()) return 0
  const unsought = await listUnsoughtOperations(store, { timelock, limit })
  if (unsought.length === 0) {
    ofStore.set(key, followed.modified.getTime())
    return 0
  }
  const nodes = context.nodesFor(timelock.chainId)
  const transactions = new Set(unsought.map(transactionOf))
  const mined = await readMinedCalls(nodes, [...transactions])
  const subject = { timelock, scheduling, askRole, block: indexed }
  const search = new ProposerSearch({ nodes, client: context.clientFor(timelock.chainId) }, subject)
  const operations = await withProposers({ unsought, mined, search, signal })
  if (operations.length === 0) return 0
  const isKept = await saveProposers(store, { timelock, indexed, operations, now: context.now() })
  return isKept ? operations.length : 0
}

/** Those of which something can be said now. */
async function withProposers({
  unsought,
  mined,
  search,
  signal,
}: {
  readonly unsought: readonly QueuedOperation[]
  readonly mined: ReadonlyMap<Hash, MinedCall>
  readonly search: ProposerSearch
  readonly signal: AbortSignal | undefined
}): Promise<QueuedOperation[]> {
  const operations: QueuedOperation[] = []
  for (const operation of unsought) {
    if (signal?.aborted) break
    const call = mined.get(transactionOf(operation))
    // Another transaction than that of the events, or none: a node that is behind may tell later.
    if (!call || !isInBlockOf(operation, call)) continue
    const found = await search.proposerOf(operation, call)
    if (found === 'later') continue
    operations.push(
      found === 'unknown'
        ? { ...operation, proposerFrom: 'unknown' }
        : { ...operation, proposer: found, proposerFrom: 'transaction' },
    )
  }
  return operations
}

function transactionOf({ instances }: QueuedOperation) {
  return instances.at(-1)?.scheduled.transactionHash ?? '0x'
}

function isInBlockOf({ instances }: QueuedOperation, { blockHash }: MinedCall): boolean {
  return instances.at(-1)?.scheduled.blockHash.toLowerCase() === blockHash
}
