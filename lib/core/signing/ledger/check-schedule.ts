import { tellSeconds } from '@/lib/core/chain/spell-seconds'
import { compared, judgeFact, type LedgerEntry } from './ledger-entry'
import { type LedgerSubject, scheduledBy } from './ledger-subject'
import type { SigningFacts } from './signing-facts'

/** What is asked of a transaction that schedules an operation; none of any other. */
export function checkSchedule(
  subject: Pick<LedgerSubject, 'transaction' | 'known'>,
  facts: Pick<
    SigningFacts,
    'minDelay' | 'safeIsProposer' | 'operationState' | 'contractOperationId'
  >,
): LedgerEntry[] {
  const scheduled = scheduledBy(subject)
  if (!scheduled) return []
  const { id, delay } = scheduled
  return [
    judgeFact(
      facts.contractOperationId,
      {
        id: 'operation-id',
        title: 'Operation id computed here equals the timelock’s own',
        anchor: 'chain',
      },
      (found) =>
        compared(id, found, {
          same: 'Recomputed from the decoded call, and asked of the timelock.',
          differs: 'The timelock computes another id from this call.',
        }),
    ),
    judgeFact(
      facts.minDelay,
      { id: 'delay', title: 'The delay is at least the timelock’s minimum', anchor: 'chain' },
      (minDelay) => ({
        verdict: delay >= minDelay ? 'pass' : 'fail',
        detail: `${tellSeconds(delay)}, minimum ${tellSeconds(minDelay)}`,
      }),
    ),
    judgeFact(
      facts.safeIsProposer,
      { id: 'proposer', title: 'The Safe is a proposer of the timelock', anchor: 'chain' },
      (holds) => ({
        verdict: holds ? 'pass' : 'fail',
        detail: holds
          ? 'holds PROPOSER_ROLE'
          : 'The timelock would refuse: this Safe does not hold PROPOSER_ROLE.',
      }),
    ),
    judgeFact(
      facts.operationState,
      { id: 'fresh', title: 'The operation was not scheduled before', anchor: 'chain' },
      (state) => ({
        verdict: state === 'unset' ? 'pass' : 'fail',
        detail: state === 'unset' ? 'the timelock does not know the id' : `It is already ${state}.`,
      }),
    ),
  ]
}
