import { maxUint256 } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { Known } from '@/lib/core/chain/snapshot'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import { readHash, readUint, readWord } from '@/lib/core/timelock/kind/read-answer'
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
  const [next, end] = answers.slice(0, 2).map((answer) => readUint(answer, 64))
  // Its owner may set any: one that no clock reaches stops the queue.
  const [cooldown, expiration, created] = answers.slice(2, 5).map(readWord)
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
  const { isUncountable, ...limits } = limitsOf({ created, cooldown, expiration })
  const times = { ...limits, ...incident }
  if (nonce < next) return { known: true, value: { standing: 'passed', ...times } }
  const byTime = standingByTime({ ...limits, now })
  const isNext = nonce === next
  const isBlocked = byTime === 'ready' && (!isNext || isUncountable)
  return {
    known: true,
    value: {
      standing: isBlocked ? 'blocked' : byTime,
      ...(!isNext && { waitsFor: idOfNonce(next) }),
      ...times,
      ...(isUncountable && uncountable),
    },
  }
}

/** The contract adds all three up wherever there is an expiration, and gives up where the sum does not fit into a word. */
function limitsOf(times: { created: bigint; cooldown: bigint; expiration: bigint }) {
  const { created, cooldown, expiration } = times
  const eta = atMostUint256(created + cooldown)
  if (expiration === 0n) return { eta, isUncountable: false }
  const expires = created + cooldown + expiration
  return expires > maxUint256
    ? { eta, isUncountable: true }
    : { eta, expires, isUncountable: false }
}

const uncountable = {
  refused: true,
  incident:
    'Cooldown and expiration add up to more than the contract can count: it refuses to execute anything until they are shorter.',
} as const
