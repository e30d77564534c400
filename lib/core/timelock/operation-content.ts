import type { Hash } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import { BaseError } from '@/lib/core/error/base-error'
import type { OperationKind } from '@/lib/core/timelock/operation'

/** What an operation id commits to. `predecessor` and `salt` are 32 zero bytes where there is none. */
export type OperationContent = {
  readonly kind: OperationKind
  readonly calls: readonly Call[]
  readonly predecessor: Hash
  readonly salt: Hash
}

/** A single operation holds exactly one call; zero or several are only possible in a batch. */
export class NotASingleCallError extends BaseError {
  override readonly name = 'NotASingleCallError'
  constructor({ calls }: { calls: number }) {
    super('A single operation holds exactly one call.', {
      facts: [['Calls', String(calls)]],
      hint: 'Schedule them as a batch. A batch of one has another id than a single.',
    })
  }
}

/**
 * The one call of a single operation.
 *
 * @throws NotASingleCallError
 */
export function singleCall(calls: readonly Call[]): Call {
  const [call] = calls
  if (call === undefined || calls.length !== 1) {
    throw new NotASingleCallError({ calls: calls.length })
  }
  return call
}

/** The three parallel arrays in which a batch travels. */
export function batchArrays(calls: readonly Call[]) {
  return {
    targets: calls.map(({ target }) => target),
    values: calls.map(({ value }) => value),
    payloads: calls.map(({ data }) => data),
  }
}
