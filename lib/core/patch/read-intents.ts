import { isAddressEqual } from 'viem'
import type { Call } from '@/lib/core/chain/call'
import type { ChainAddress } from '@/lib/core/chain/chain-address'
import type { Intent } from '@/lib/core/patch/patch-record'
import { readBatch } from '@/lib/core/patch/read-batch'
import { isRejection } from '@/lib/core/safe/is-rejection'
import type { SafeTransaction } from '@/lib/core/safe/safe-transaction'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'

export type ReadIntentsParameters = {
  readonly transaction: SafeTransaction
  /** Only calls to these count: the same selector on another contract means nothing to us. */
  readonly timelocks: readonly ChainAddress[]
}

/**
 * What a Safe transaction would do to the timelocks, from its calldata and nothing else. A MultiSend may do several
 * things; whatever is none of them makes one `other`, so that nothing is ever left out of the list. What a delegatecall
 * to any other contract does, nobody knows from its calldata: it is `other`.
 */
export function readIntents({ transaction, timelocks }: ReadIntentsParameters): Intent[] {
  if (isRejection(transaction)) return [{ kind: 'rejection' }]
  const batch = readBatch(transaction)
  if (transaction.operation === 'delegatecall' && !batch) return [{ kind: 'other' }]
  const calls: readonly Call[] = batch ?? [transaction]
  const intents = calls.map((call) => readIntent(call, transaction.safe.chainId, timelocks))
  const known = intents.filter(({ kind }) => kind !== 'other')
  return known.length === intents.length ? known : [...known, { kind: 'other' }]
}

function readIntent(call: Call, chainId: number, timelocks: readonly ChainAddress[]): Intent {
  const timelock = timelocks.find(
    (at) => at.chainId === chainId && isAddressEqual(at.address, call.target),
  )
  const read = timelock && decodeTimelockCall(call.data)
  return read ? { kind: read.kind, timelock, operationId: read.id } : { kind: 'other' }
}
