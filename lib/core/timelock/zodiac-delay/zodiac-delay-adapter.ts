import { encodeFunctionData, type Hex } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { eventTopics } from '@/lib/core/timelock/kind/event-topics'
import type { QueuedOperation } from '@/lib/core/timelock/kind/queued-operation'
import type { TimelockAdapter } from '@/lib/core/timelock/kind/timelock-adapter'
import { addsModuleTransaction } from '@/lib/core/timelock/zodiac-delay/adds-module-transaction'
import { askDelayRole } from '@/lib/core/timelock/zodiac-delay/ask-delay-role'
import {
  detectZodiacDelay,
  zodiacDelayProbes,
} from '@/lib/core/timelock/zodiac-delay/detect-zodiac-delay'
import {
  decodeTransactionAdded,
  foldModuleTransaction,
  idOfNonce,
} from '@/lib/core/timelock/zodiac-delay/fold-module-transaction'
import { foldZodiacDelaySettings } from '@/lib/core/timelock/zodiac-delay/fold-zodiac-delay-settings'
import { readPlace } from '@/lib/core/timelock/zodiac-delay/read-place'
import { silentDelays } from '@/lib/core/timelock/zodiac-delay/silent-delays'
import { zodiacDelayAbi } from '@/lib/core/timelock/zodiac-delay/zodiac-delay-abi'

/**
 * Zodiac's Delay modifier: a queue in front of an account, first in, first out. Anyone executes what is next; the owner skips.
 */
export const zodiacDelayAdapter: TimelockAdapter = {
  kind: 'zodiac-delay',
  probes: zodiacDelayProbes,
  detect: detectZodiacDelay,
  topics: eventTopics(zodiacDelayAbi),
  operationIdOf: (log) => {
    const added = decodeTransactionAdded(log)
    return added && idOfNonce(added.queueNonce)
  },
  fold: foldModuleTransaction,
  silentDelays,
  foldSettings: foldZodiacDelaySettings,
  askRole: askDelayRole,
  scheduling: { roles: ['module'], isBy: addsModuleTransaction },
  questions: (operation) => {
    const nonce = BigInt(operation.id)
    return [
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'txNonce' }),
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'queueNonce' }),
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'txCooldown' }),
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'txExpiration' }),
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'getTxCreatedAt', args: [nonce] }),
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'getTxHash', args: [nonce] }),
    ].map((data) => callTo(operation, data))
  },
  readStanding: readPlace,
  encodeExecute: (operation) => {
    const [call] = operation.calls
    if (call === undefined || operation.mismatch) return undefined
    const { target, value, data, delegatecall } = call
    const args = [target, value, data, delegatecall ? 1 : 0] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'executeNextTx', args }),
    )
  },
  // Moving the nonce behind any other than the next one would skip all between as well.
  encodeCancel: (operation, standing) => {
    const isNext =
      standing !== undefined &&
      standing.waitsFor === undefined &&
      ['waiting', 'ready', 'stale'].includes(standing.standing)
    if (!isNext) return undefined
    const args = [BigInt(operation.id) + 1n] as const
    return callTo(
      operation,
      encodeFunctionData({ abi: zodiacDelayAbi, functionName: 'setTxNonce', args }),
    )
  },
}

function callTo({ timelock }: QueuedOperation, data: Hex): Call {
  return { target: timelock.address, value: 0n, data }
}
