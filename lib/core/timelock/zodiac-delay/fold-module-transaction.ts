import { type Hash, numberToHex } from 'viem'
import { atMostUint256 } from '@/lib/core/chain/at-most-uint256'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import { decodeRawLog } from '@/lib/core/timelock/kind/decode-raw-log'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { RawLog } from '@/lib/core/timelock/kind/timelock-adapter'
import type { TimelockDetection } from '@/lib/core/timelock/kind/timelock-detection'
import { inChainOrder } from '@/lib/core/timelock/timelock-log'
import { hashModuleTransaction } from '@/lib/core/timelock/zodiac-delay/hash-module-transaction'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

/**
 * The transaction of a Delay that an event tells of. Each place in the queue is taken once. Its time follows from the cooldown
 * and expiration of now, as `detection` knows them: the contract applies those at execution, not those of when it was added.
 */
export function foldModuleTransaction({
  timelock,
  id,
  logs,
  detection,
}: {
  timelock: ChainAddress
  id: Hash
  logs: readonly RawLog[]
  detection: TimelockDetection
}): QueuedOperation | undefined {
  const first = inChainOrder(logs)
    .map((log) => ({ added: decodeTransactionAdded(log), position: log.position }))
    .find(({ added }) => added && idOfNonce(added.queueNonce) === id)
  if (first?.added === undefined) return undefined
  const { added, position } = first
  const { to, value, data, operation } = added
  const call = { target: to, value, data, ...(operation === 1 && { delegatecall: true as const }) }
  const eta = atMostUint256(position.blockTimestamp + (detection.minDelay ?? 0n))
  const { gracePeriod } = detection
  const isWhatItSays = operation <= 1 && hashModuleTransaction(call) === added.txHash
  return {
    timelock,
    kind: 'zodiac-delay',
    id,
    calls: [call],
    ...(!isWhatItSays && { mismatch: true }),
    silent: true,
    instances: [
      {
        scheduled: position,
        eta,
        ...(gracePeriod !== undefined && { expires: atMostUint256(eta + gracePeriod) }),
        nonce: added.queueNonce,
      },
    ],
  }
}

/** Undefined for any other event. */
export function decodeTransactionAdded(log: Pick<RawLog, 'topics' | 'data'>) {
  const event = decodeRawLog(zodiacDelayAbi, log)
  return event?.eventName === 'TransactionAdded' ? event.args : undefined
}

/** By which we know what the contract only counts. */
export function idOfNonce(nonce: bigint): Hash {
  return numberToHex(nonce, { size: 32 })
}
