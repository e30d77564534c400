import { type Hex, zeroHash } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeAccepted } from '@/lib/core/calldata/decode-accepted'
import { decodeTimelockCall, type TimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { decodeTimelockLog, operationIdIn } from '@/lib/core/timelock/decode-timelock-log'
import { encodeCancel } from '@/lib/core/timelock/encode-cancel'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { foldOperations } from '@/lib/core/timelock/fold-operations'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import { readWord } from '@/lib/core/timelock/kind/read-answer'
import { asksHasRole } from '@/lib/core/timelock/kind/role-questions'
import type { RawLog, TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { detectOpenzeppelin } from '@/lib/core/timelock/openzeppelin/detect-openzeppelin'
import { detectionProbes } from '@/lib/core/timelock/openzeppelin/detection-probes'
import { foldSettings, roleIdsOf } from '@/lib/core/timelock/openzeppelin/fold-settings'
import { followOperation } from '@/lib/core/timelock/openzeppelin/follow-operation'
import { generations, isGenerationName } from '@/lib/core/timelock/openzeppelin/generations'
import { isQueuedByGovernor } from '@/lib/core/timelock/openzeppelin/is-queued-by-governor'
import { queuedFromOperation } from '@/lib/core/timelock/openzeppelin/queued-from-operation'
import {
  readOpenzeppelinStanding,
  standingQuestions,
} from '@/lib/core/timelock/openzeppelin/read-openzeppelin-standing'
import type { OperationLog } from '@/lib/core/timelock/timelock-log'

/**
 * OpenZeppelin's TimelockController, 3.3 to 5.7, whoever proposes: a Safe, a Governor, a person. Its events and
 * functions kept their shape over all generations.
 */
export const openzeppelinTimelock: TimelockAdapter = {
  kind: 'openzeppelin',
  probes: Object.values(detectionProbes),
  detect(evidence) {
    const detected = detectOpenzeppelin(evidence)
    return detected.known ? detected.value : undefined
  },
  topics: eventTopics(timelockAbi),
  readsDigits: true,
  operationIdOf: operationIdIn,
  fold({ timelock, id, logs }) {
    const own: OperationLog[] = []
    for (const log of logs) {
      const event = operationIn(log)
      if (event?.args.id === id) own.push(event)
    }
    const [operation] = foldOperations({ timelock, logs: own })
    return operation && queuedFromOperation(operation)
  },
  follow: followOperation,
  tellsSalts: ({ generation }) =>
    isGenerationName(generation) && generations[generation].tellsSalts === 'yes',
  foldSettings,
  // Some drop it in an emergency: `getMinDelay` is virtual, and no event tells what an override of it answers.
  silentDelays: {
    names: { minDelay: 'minDelay' },
    probes: [detectionProbes.minDelay],
    read: ([answer]) => {
      const minDelay = readWord(answer)
      return minDelay === undefined ? undefined : { minDelay }
    },
  },
  askRole: (claim) => asksHasRole(roleIdsOf(claim.role), claim),
  readCall,
  scheduling: {
    roles: ['proposer'],
    isByGovernor: isQueuedByGovernor,
    isBy: ({ id }, data) => {
      const call = readCall(data)
      return call?.kind === 'schedule' && call.id === id
    },
  },
  questions: standingQuestions,
  readStanding: readOpenzeppelinStanding,
  encodeExecute({ timelock, calls, predecessor = zeroHash, salt, encoding, missingCalls }) {
    if (salt === undefined || salt === 'unknown' || missingCalls !== undefined) return undefined
    if (encoding === undefined || encoding === 'unknown') return undefined
    const data = encodeExecute({ kind: encoding, calls, predecessor, salt })
    return { target: timelock.address, value: 0n, data }
  },
  encodeCancel: ({ timelock, id }) => ({
    target: timelock.address,
    value: 0n,
    data: encodeCancel({ id }),
  }),
}

function operationIn(log: RawLog): OperationLog | undefined {
  const event = decodeTimelockLog(log)
  return event && 'id' in event.args ? (event as OperationLog) : undefined
}

/** Of a call that the timelock took. */
function readCall(data: Hex): TimelockCall | undefined {
  return decodeTimelockCall(data, decodeAccepted)
}
