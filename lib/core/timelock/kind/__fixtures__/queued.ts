import { type Hash, type Hex, numberToHex, zeroAddress } from 'viem'
import { position } from '@/lib/core/timelock/kind/__fixtures__/scheduling-log'
import type {
  QueuedInstance,
  QueuedOperation,
  TimelockKind,
} from '@/lib/core/timelock/kind/queued-operation'

/** An operation that was scheduled once for second 100, unless told otherwise. */
export function queued(
  kind: TimelockKind,
  instance: Partial<QueuedInstance> = {},
  overrides: Partial<QueuedOperation> = {},
): QueuedOperation {
  return {
    timelock: { chainId: 1, address: zeroAddress },
    kind,
    id: word(7n),
    calls: [{ target: zeroAddress, value: 0n, data: '0x' }],
    instances: [{ scheduled: position, eta: 100n, ...instance }],
    ...overrides,
  }
}

/** A number as a getter answers it. */
export function word(value: bigint): Hash {
  return numberToHex(value, { size: 32 })
}

/** Several of them. */
export function words(...values: bigint[]): Hex[] {
  return values.map(word)
}
