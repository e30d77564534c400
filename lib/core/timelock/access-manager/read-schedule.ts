import type { Known } from '@/lib/core/chain/snapshot'
import { isForbidden } from '@/lib/core/timelock/access-manager/ask-permission'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readUint } from '@/lib/core/timelock/kind/read-answer'
import { standingByTime } from '@/lib/core/timelock/kind/standing-by-time'
import type { Answer, ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'

/**
 * Where an operation stands by `getSchedule`, `getNonce`, `expiration` and what `permissionQuestions` asks. `getSchedule` is zero for
 * what was executed, was cancelled and has expired: the first two are told by events, the third by the time.
 */
export function readSchedule({
  operation,
  answers,
  now,
}: {
  operation: QueuedOperation
  answers: readonly Answer[]
  now: bigint
}): Known<ChainStanding> {
  const timepoint = readUint(answers[0], 48)
  const nonce = readUint(answers[1], 32)
  const expiration = readUint(answers[2], 32)
  if (timepoint === undefined || nonce === undefined || expiration === undefined) {
    return {
      known: false,
      reason: 'The manager does not answer getSchedule, getNonce and expiration.',
    }
  }
  const last = operation.instances.at(-1)
  const closed = last?.executed ? 'executed' : last?.cancelled ? 'cancelled' : undefined
  if (timepoint > 0n) {
    const expires = timepoint + expiration - 1n
    const standing = standingByTime({ eta: timepoint, expires, now })
    const isTold = last?.nonce === nonce && last.eta === timepoint && !closed
    const incident = 'The manager holds another scheduling of it than its events tell of.'
    const times = { eta: timepoint, expires }
    const refused = isForbidden(operation, answers.slice(3))
    if (standing === 'ready' && refused) {
      const incident =
        'Who scheduled it may not make this call now: a role is gone, or the target closed.'
      return { known: true, value: { standing: 'blocked', ...times, refused, incident } }
    }
    return {
      known: true,
      value: { standing, ...times, ...(refused && { refused }), ...(!isTold && { incident }) },
    }
  }
  return { known: true, value: standingOfPast({ last, closed, nonce, expiration, now }) }
}

function standingOfPast(parameters: {
  last: QueuedOperation['instances'][number] | undefined
  closed: 'executed' | 'cancelled' | undefined
  nonce: bigint
  expiration: bigint
  now: bigint
}): ChainStanding {
  const { last, closed, nonce, expiration, now } = parameters
  if (nonce === 0n || last === undefined) {
    const incident = 'Its events say that it was scheduled; the manager has never counted one.'
    return { standing: 'unset', ...(last && { incident }) }
  }
  const { eta } = last
  const expires = eta + expiration - 1n
  if (last.nonce !== nonce) {
    const incident = `The manager has counted ${nonce} schedulings of it, and its events tell of ${last.nonce}.`
    return { standing: 'passed', incident }
  }
  if (closed) return { standing: closed, eta }
  if (now > expires) return { standing: 'stale', eta, expires }
  return {
    standing: 'passed',
    eta,
    incident: 'The manager does not hold it any more, and no event tells why.',
  }
}
