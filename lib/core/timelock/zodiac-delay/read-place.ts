import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { Known } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readHash, readUint } from '@/lib/core/timelock/kind/read-answer'
import { standingByTime } from '@/lib/core/timelock/kind/standing-by-time'
import type { Answer, ChainStanding } from '@/lib/core/timelock/kind/timelock-adapter'
import { idOfNonce } from '@/lib/core/timelock/zodiac-delay/fold-module-transaction'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'

/**
 * Where a transaction stands by its place in the queue: `txNonce`, `queueNonce`, `txCooldown`, `txExpiration`,
 * `getTxCreatedAt` and `getTxHash`. What the queue is past was executed or skipped; nothing tells which.
 */
export function readPlace({
  operation,
  answers,
  now,
}: {
  operation: QueuedOperation
  answers: readonly Answer[]
  now: bigint
}): Known<ChainStanding> {
  const [next, end, cooldown, expiration, created] = answers
    .slice(0, 5)
    .map((answer) => readUint(answer, 64))
  const hash = readHash(answers[5])
  if (
    next === undefined ||
    end === undefined ||
    cooldown === undefined ||
    expiration === undefined ||
    created === undefined ||
    hash === undefined
  ) {
    return { known: false, reason: 'The timelock does not answer what its queue holds.' }
  }
  const nonce = BigInt(operation.id)
  if (nonce >= end) {
    const incident = `Its event says that it was added; the queue ends before ${nonce}.`
    return { known: true, value: { standing: 'unset', incident } }
  }
  const [call] = operation.calls
  const isOther = call === undefined || hashModuleTransaction(call) !== hash
  const incident = isOther
    ? { incident: 'The queue holds another transaction at this place than its event tells.' }
    : {}
  const eta = atMostUint256(created + cooldown)
  const expires = expiration > 0n ? atMostUint256(eta + expiration) : undefined
  const times = { eta, ...(expires !== undefined && { expires }), ...incident }
  if (nonce < next) return { known: true, value: { standing: 'passed', ...times } }
  const byTime = standingByTime({ eta, expires, now })
  if (nonce === next) return { known: true, value: { standing: byTime, ...times } }
  const standing = byTime === 'ready' ? 'blocked' : byTime
  return { known: true, value: { standing, waitsFor: idOfNonce(next), ...times } }
}
