import type { Client } from 'viem'
import type { IndexContext } from '@/lib/actions/timelock/index-context'
import { withSalts } from '@/lib/actions/timelock/with-salts'
import {
  askContract,
  type ContractAnswer,
  type ContractQuestion,
} from '@/lib/adapters/rpc/ask-contract'
import type { ChainNodes } from '@/lib/adapters/rpc/chain-nodes'
import {
  listUnaskedOperations,
  type UnaskedOperation,
} from '@/lib/adapters/store/list-unasked-operations'
import type { OperationToSave } from '@/lib/adapters/store/operation-row'
import { readTimelock } from '@/lib/adapters/store/read-timelock'
import { saveTold } from '@/lib/adapters/store/save-told'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Block } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { timelockAdapters } from '@/lib/core/timelock/kind/timelock-adapters'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'

export type ReconcileOperationsParameters = {
  readonly timelock: ChainAddress
  /** Open operations that were last heard of more blocks ago are asked about again. */
  readonly everyBlocks: bigint
  /** How many are asked about at most. */
  readonly limit: number
  readonly signal?: AbortSignal | undefined
}

/** How many are asked about together and stored together. */
const atOnce = 500

/**
 * Asks the contract about the operations whose standing only events tell, and about open ones again and again, at the block
 * up to which the timelock is indexed. The contract's word wins.
 *
 * @returns How many were asked about.
 * @throws NodeSilentError, NodeRefusedError, NodeContradictsItselfError
 */
export async function reconcileOperations(
  context: IndexContext,
  { timelock, everyBlocks, limit, signal }: ReconcileOperationsParameters,
): Promise<number> {
  const { store } = context
  const followed = await readTimelock(store, timelock)
  const block = followed?.indexed
  if (!block) return 0
  const { detection, scanFrom } = followed
  const adapter = timelockAdapters[detection.kind]
  const nodes = context.nodesFor(timelock.chainId)
  const client = context.clientFor(timelock.chainId)
  const heardBefore = block.number - everyBlocks
  let asked = 0
  while (asked < limit && !signal?.aborted) {
    const unasked = await listUnaskedOperations(store, {
      timelock,
      heardBefore,
      block,
      limit: Math.min(atOnce, limit - asked),
    })
    if (unasked.length === 0) break
    const operations = await askAbout(
      { nodes, client },
      { unasked, adapter, detection, block, scanFrom },
    )
    // That a node refuses takes nothing back of what the contract said before.
    const heard = operations.filter((each, at) => !each.isRefused || unasked[at]?.isNew)
    const now = context.now()
    if (!(await saveTold(store, { timelock, indexed: block, operations: heard, now }))) break
    asked += unasked.length
    // What stays unknown would be listed for ever.
    if (operations.every(({ told }) => !told?.known)) break
  }
  return asked
}

/** `isRefused`: the node did not do its part, so that nothing was heard of the contract. */
export type AskedOperation = OperationToSave & { readonly isRefused: boolean }

/** What the contract says of operations at one block. */
export async function askAbout(
  { nodes, client }: { nodes: ChainNodes; client: Client },
  {
    unasked,
    adapter,
    detection,
    block,
    scanFrom,
  }: {
    unasked: readonly UnaskedOperation[]
    adapter: TimelockAdapter
    detection: TimelockDetection
    block: Block
    /** The first block of the timelock. */
    scanFrom: bigint
  },
): Promise<AskedOperation[]> {
  const salted = await withSalts(
    { nodes, client },
    {
      operations: unasked.map(({ operation }) => operation),
      fromBlock: scanFrom,
      blockNumber: block.number,
    },
  )
  const questions = salted.map((operation) => questionsOf(adapter, operation))
  const answers = await askContract(nodes, {
    questions: questions.flatMap(({ calls, codes }) => [...calls, ...codes]),
    block,
  })
  const take = (count: number) => answers.splice(0, count)
  return salted.map((operation, index): AskedOperation => {
    const { calls, codes } = questions[index] ?? { calls: [], codes: [] }
    const [ofCalls, ofCodes] = [take(calls.length), take(codes.length)]
    const told = toldOf({ adapter, detection, operation, block }, ofCalls, ofCodes)
    const isRefused = [...ofCalls, ...ofCodes].some((each) => 'problem' in each)
    return {
      isRefused,
      isUnanswered: !told.known && !isRefused,
      operation,
      told,
      predecessorDone: predecessorDoneBy(operation, told) ?? unasked[index]?.predecessorDone,
      freedAt: freedAtBy(told, unasked[index]?.before),
      toldSince: toldSinceBy(told, unasked[index]?.before),
    }
  })
}

function questionsOf(adapter: TimelockAdapter, operation: QueuedOperation) {
  const calls = adapter.questions(operation).map((call): ContractQuestion => ({ call }))
  const accounts = adapter.codesAsked?.(operation) ?? []
  return { calls, codes: accounts.map((codeOf): ContractQuestion => ({ codeOf })) }
}

type Subject = {
  adapter: TimelockAdapter
  detection: TimelockDetection
  operation: QueuedOperation
  block: Block
}

function toldOf(
  { adapter, detection, operation, block }: Subject,
  calls: readonly ContractAnswer[],
  codes: readonly ContractAnswer[],
): NonNullable<OperationToSave['told']> {
  for (const each of [...calls, ...codes]) {
    if ('problem' in each) return { known: false, reason: each.problem }
  }
  const bytes = (each: ContractAnswer) => ('answer' in each ? each.answer : undefined)
  const told = adapter.readStanding({
    operation,
    detection,
    answers: calls.map(bytes),
    codes: codes.map(bytes),
    now: block.timestamp,
  })
  return told.known ? { known: true, value: { ...told.value, block } } : told
}

/** Nothing tells when an operation was let go that was refused, or had to wait longer: it is when that was heard. */
function freedAtBy(
  told: OperationToSave['told'],
  before: UnaskedOperation['before'],
): bigint | undefined {
  if (!told?.known || told.value.standing !== 'ready' || !before) return undefined
  const { timestamp } = told.value.block
  return before.refused || before.due > timestamp ? timestamp : before.freedAt
}

/** The same holds for whatever else it says: of the first word nobody knows since when it holds. */
function toldSinceBy(
  told: OperationToSave['told'],
  before: UnaskedOperation['before'],
): bigint | undefined {
  if (!told?.known || !before?.told) return undefined
  const { standing, block } = told.value
  return standing === before.told ? before.toldSince : block.timestamp
}

/** What the contract's word says of the predecessor. */
function predecessorDoneBy(
  { predecessor }: QueuedOperation,
  told: OperationToSave['told'],
): boolean | undefined {
  if (!predecessor || !told?.known) return undefined
  if (told.value.standing === 'ready') return true
  return told.value.standing === 'blocked' ? false : told.value.predecessorDone
}
