import { encodeFunctionData } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { compoundAbi } from '@/lib/core/timelock/compound/compound-abi'
import { transactionOfOperation } from '@/lib/core/timelock/compound/compound-transaction'
import { compoundProbes, detectCompound } from '@/lib/core/timelock/compound/detect-compound'
import { foldCompoundSettings } from '@/lib/core/timelock/compound/fold-compound-settings'
import {
  decodeTransactionLog,
  foldTransaction,
} from '@/lib/core/timelock/compound/fold-transaction'
import { governorTopics, groupProposals } from '@/lib/core/timelock/compound/group-proposals'
import { isQueuedByGovernor } from '@/lib/core/timelock/compound/is-queued-by-governor'
import { queuesTransaction } from '@/lib/core/timelock/compound/queues-transaction'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readBool } from '@/lib/core/timelock/kind/read-answer'
import { asksOffice } from '@/lib/core/timelock/kind/role-questions'
import { standingWhereHeld } from '@/lib/core/timelock/kind/standing-where-held'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Compound's Timelock, whoever its admin is. One transaction is one operation; those of a proposal are
 * a group. Only the admin executes and cancels: of a Governor's, by its own `execute` and `cancel`.
 */
export const compoundAdapter: TimelockAdapter = {
  kind: 'compound',
  probes: compoundProbes,
  detect: detectCompound,
  topics: eventTopics(compoundAbi),
  operationIdOf: (log) => decodeTransactionLog(log)?.id,
  fold: ({ detection, ...parameters }) =>
    foldTransaction({ ...parameters, gracePeriod: detection.gracePeriod }),
  foldSettings: foldCompoundSettings,
  askRole: (claim) => asksOffice({ admin: 'admin', 'pending admin': 'pendingAdmin' }, claim),
  // The constructor tells nobody whom it made admin.
  silentOffices: { admin: encodeFunctionData({ abi: compoundAbi, functionName: 'admin' }) },
  scheduling: { roles: ['admin'], isBy: queuesTransaction, isByGovernor: isQueuedByGovernor },
  grouping: { topics: governorTopics, group: groupProposals },
  questions: ({ timelock, id }) => [
    {
      target: timelock.address,
      value: 0n,
      data: encodeFunctionData({
        abi: compoundAbi,
        functionName: 'queuedTransactions',
        args: [id],
      }),
    },
  ],
  readStanding: ({ operation, answers, now }) => {
    const held = readBool(answers[0])
    if (held === undefined) {
      return { known: false, reason: 'The timelock does not answer queuedTransactions.' }
    }
    return { known: true, value: standingWhereHeld({ operation, held, now }) }
  },
  encodeExecute: (operation) => encode(operation, 'executeTransaction'),
  encodeCancel: (operation) => encode(operation, 'cancelTransaction'),
}

function encode(
  operation: QueuedOperation,
  functionName: 'executeTransaction' | 'cancelTransaction',
): Call | undefined {
  const transaction = transactionOfOperation(operation)
  if (transaction === undefined) return undefined
  const { target, value, signature, data, eta } = transaction
  return {
    target: operation.timelock.address,
    value: 0n,
    data: encodeFunctionData({
      abi: compoundAbi,
      functionName,
      args: [target, value, signature, data, eta],
    }),
  }
}
