import type { Known } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import type { Answer, ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'
import { operationState } from '@/lib/core/timelock/operation-state'

/** Where an operation stands by `getTimestamp` of itself and, where it has one, of its predecessor. */
export function readTimestamps({
  operation,
  answers,
  now,
}: {
  operation: QueuedOperation
  answers: readonly Answer[]
  now: bigint
}): Known<ChainStanding> {
  const timestamp = readWord(answers[0])
  if (timestamp === undefined) {
    return { known: false, reason: 'The timelock does not answer getTimestamp.' }
  }
  const { predecessor } = operation
  const last = operation.instances.at(-1)
  switch (operationState({ timestamp, now })) {
    case 'waiting':
      return { known: true, value: { standing: 'waiting', eta: timestamp } }
    case 'ready':
      // Nothing says that a predecessor is done whose time could not be read.
      return predecessor === undefined || readWord(answers[1]) === 1n
        ? { known: true, value: { standing: 'ready', eta: timestamp } }
        : {
            known: true,
            value: { standing: 'blocked', eta: timestamp, waitsFor: predecessor },
          }
    case 'done': {
      const incident = 'The contract has executed it, and no event tells of that.'
      return {
        known: true,
        value: { standing: 'executed', ...(last && !last.executed && { incident }) },
      }
    }
    case 'unset': {
      if (last?.cancelled) {
        const before = predecessor === undefined ? undefined : readWord(answers[1])
        const predecessorDone = before === undefined ? {} : { predecessorDone: before === 1n }
        return { known: true, value: { standing: 'cancelled', ...predecessorDone } }
      }
      const incident = 'The contract does not hold it, and no event tells why.'
      return { known: true, value: { standing: 'unset', ...(last && { incident }) } }
    }
  }
}
