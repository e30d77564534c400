import type { Hash, Hex } from 'viem'
import { timelockAbi } from '@/lib/core/abi/timelock-abi'
import { decodeCanonical } from '@/lib/core/calldata/decode-canonical'
import type { Call } from '@/lib/core/chain/call'
import { hashOperation } from '@/lib/core/timelock/hash-operation'
import type { OperationContent } from '@/lib/core/timelock/operation-content'

/** A call to a timelock that concerns one operation, with the operation's id recomputed from the very bytes. */
export type TimelockCall =
  | {
      readonly kind: 'schedule'
      readonly id: Hash
      readonly content: OperationContent
      /** Seconds. */
      readonly delay: bigint
    }
  | { readonly kind: 'execute'; readonly id: Hash; readonly content: OperationContent }
  | { readonly kind: 'cancel'; readonly id: Hash }

/**
 * Reads `schedule`, `scheduleBatch`, `execute`, `executeBatch` or `cancel` from calldata.
 *
 * @param decode How: of a call that the timelock took, `decodeAccepted`.
 * @returns undefined for any other calldata, for arrays of unequal length, and for bytes that do not encode back
 * to themselves.
 */
export function decodeTimelockCall(
  data: Hex,
  decode: typeof decodeCanonical = decodeCanonical,
): TimelockCall | undefined {
  const decoded = decode({ abi: timelockAbi, data })
  switch (decoded?.functionName) {
    case 'schedule': {
      const [target, value, payload, predecessor, salt, delay] = decoded.args
      return schedule('single', [{ target, value, data: payload }], predecessor, salt, delay)
    }
    case 'scheduleBatch': {
      const [targets, values, payloads, predecessor, salt, delay] = decoded.args
      const calls = zipCalls(targets, values, payloads)
      return calls && schedule('batch', calls, predecessor, salt, delay)
    }
    case 'execute': {
      const [target, value, payload, predecessor, salt] = decoded.args
      return execute('single', [{ target, value, data: payload }], predecessor, salt)
    }
    case 'executeBatch': {
      const [targets, values, payloads, predecessor, salt] = decoded.args
      const calls = zipCalls(targets, values, payloads)
      return calls && execute('batch', calls, predecessor, salt)
    }
    case 'cancel':
      return { kind: 'cancel', id: decoded.args[0] }
    default:
      return undefined
  }
}

function schedule(
  kind: OperationContent['kind'],
  calls: readonly Call[],
  predecessor: Hash,
  salt: Hash,
  delay: bigint,
): TimelockCall {
  const content = { kind, calls, predecessor, salt }
  return { kind: 'schedule', id: hashOperation(content), content, delay }
}

function execute(
  kind: OperationContent['kind'],
  calls: readonly Call[],
  predecessor: Hash,
  salt: Hash,
): TimelockCall {
  const content = { kind, calls, predecessor, salt }
  return { kind: 'execute', id: hashOperation(content), content }
}

function zipCalls(
  targets: readonly Call['target'][],
  values: readonly bigint[],
  payloads: readonly Hex[],
): Call[] | undefined {
  if (targets.length !== values.length || targets.length !== payloads.length) return undefined
  return targets.map((target, i) => ({ target, value: values[i] ?? 0n, data: payloads[i] ?? '0x' }))
}
