import type { Abi } from 'viem'
import { decodeCall } from '@/lib/core/calldata/decode-call'
import type { DecodedCall } from '@/lib/core/calldata/decoded-call'
import { parseFunctionSignature } from '@/lib/core/calldata/parse-function-signature'
import { BaseError } from '@/lib/core/error/base-error'
import type { QueuedCall } from './queued-operation'

/** Calls beyond this are counted, not decoded. */
export const mostDecoded = 60

/** What a call of an operation says, by the functions that are known here and the one that the timelock was told. */
export function decodeQueuedCall(call: QueuedCall): DecodedCall {
  return decodeCall({
    call,
    operation: call.delegatecall ? 'delegatecall' : 'call',
    hints: hintsOf(call),
  })
}

/** The function as the timelock was told it: its selector is computed from that. */
function hintsOf({ signature }: QueuedCall): Abi {
  if (!signature) return []
  try {
    return [parseFunctionSignature(signature)]
  } catch (error) {
    if (error instanceof BaseError) return []
    throw error
  }
}
