import { type Client, type Hash, isAddressEqual, zeroAddress } from 'viem'
import { findProposedSalt } from '@/lib/actions/timelock/find-proposed-salt'
import { readTransactionCall } from '@/lib/adapters/rpc/read-transaction-call'
import { traceTransactionCalls } from '@/lib/adapters/rpc/trace-calls'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { LogPosition } from '@/lib/core/chain/log-position'
import type { Known } from '@/lib/core/chain/snapshot'
import type { ProvenSalt, SaltedSubject } from '@/lib/core/timelock/prove-salt'
import { recoverSalt } from '@/lib/core/timelock/recover-salt'

export type RecoverOperationSaltParameters = {
  readonly operation: SaltedSubject & {
    readonly timelock: ChainAddress
    readonly instances: readonly {
      readonly scheduled: Pick<LogPosition, 'transactionHash' | 'blockNumber'>
      readonly executed?: Pick<LogPosition, 'transactionHash' | 'blockNumber'> | undefined
    }[]
  }
  /** Whether the node may be asked for traces, which costs it more than anything else here. */
  readonly mayTrace: boolean
  /**
   * From which block on to look for the proposal, where a contract scheduled the operation that may be a Governor.
   * Without it, proposals are not looked at.
   */
  readonly proposalsFrom?: bigint | undefined
}

/** A salt that the id proves, and where it was found. */
export type RecoveredSalt = ProvenSalt & { readonly source: 'transaction' | 'trace' | 'proposal' }

/**
 * Looks for the salt of an operation that no event tells: in the transactions that scheduled and executed it, in traces
 * of them, and among the proposals of the contract that scheduled it. The id proves what is found, whoever told it.
 *
 * @returns Where it is not found, what was looked at and what was not.
 */
export async function recoverOperationSalt(
  client: Client,
  { operation, mayTrace, proposalsFrom }: RecoverOperationSaltParameters,
): Promise<Known<RecoveredSalt>> {
  const transactions = transactionsOf(operation)
  const calls = await Promise.all(
    transactions.map((transactionHash) => readTransactionCall(client, { transactionHash })),
  )
  const shown = calls.flatMap((call) => (call.known ? [call.value] : []))
  const inInput = firstProven(operation, shown)
  if (inInput) return { known: true, value: { ...inInput, source: 'transaction' } }
  const reasons = calls.flatMap((call) => (call.known ? [] : [call.reason]))
  if (shown.length > 0) reasons.push('the transaction does not show it')
  const attempts = [
    () => bySomeTrace(client, operation, mayTrace ? transactions : undefined),
    () => byProposals(client, operation, shown[0], proposalsFrom),
  ]
  for (const attempt of attempts) {
    const found = await attempt()
    if (found.known) return found
    reasons.push(found.reason)
  }
  return { known: false, reason: reasons.join('; ') }
}

type Subject = RecoverOperationSaltParameters['operation']

/** Newest first, and those that scheduled it before those that executed it. */
function transactionsOf({ instances }: Subject): Hash[] {
  const newest = instances.toReversed()
  const scheduled = newest.map(({ scheduled }) => scheduled.transactionHash)
  const executed = newest.flatMap(({ executed }) => executed?.transactionHash ?? [])
  return [...new Set([...scheduled, ...executed])]
}

function firstProven(operation: Subject, calls: readonly Call[]): ProvenSalt | undefined {
  for (const call of calls) {
    const proven = recoverSalt(operation, call)
    if (proven) return proven
  }
  return undefined
}

async function bySomeTrace(
  client: Client,
  operation: Subject,
  transactions: readonly Hash[] | undefined,
): Promise<Known<RecoveredSalt>> {
  if (transactions === undefined) return { known: false, reason: 'no trace was asked for' }
  try {
    for (const transactionHash of transactions) {
      const traced = await traceTransactionCalls(client, { transactionHash })
      const { address } = operation.timelock
      const taken = traced.filter(({ target }) => isAddressEqual(target, address))
      const proven = firstProven(operation, taken)
      if (proven) return { known: true, value: { ...proven, source: 'trace' } }
    }
    return { known: false, reason: 'a trace does not show it' }
  } catch {
    return { known: false, reason: 'the node does not trace' }
  }
}

/** A Governor makes the salt from the description of the proposal, which only its event tells. */
async function byProposals(
  client: Client,
  operation: Subject,
  scheduled: Call | undefined,
  fromBlock: bigint | undefined,
): Promise<Known<RecoveredSalt>> {
  const governor = scheduled?.target
  if (fromBlock === undefined || governor === undefined || governor === zeroAddress) {
    return { known: false, reason: 'no proposals were looked at' }
  }
  const toBlock = operation.instances.at(-1)?.scheduled.blockNumber ?? fromBlock
  try {
    const subject = { operation, governor, fromBlock, toBlock }
    const { proven, proposals } = await findProposedSalt(client, subject)
    if (!proven) return { known: false, reason: `none of ${proposals} proposals gives it` }
    return { known: true, value: { ...proven, source: 'proposal' } }
  } catch {
    return { known: false, reason: 'the proposals could not be read' }
  }
}
