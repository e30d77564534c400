import type { Address, Hash } from 'viem'
import type { Patch } from '@/lib/core/patch/patch'
import type { Stage } from '@/lib/core/patch/stage'
import type { OperationContent } from '@/lib/core/timelock/operation-content'
import type { SignedSafeTransaction } from './sign-safe-transaction'

/** A patch of the demo with the operation that carries it. */
export type SeededPatch = {
  patch: Patch
  timelock: Address
  operation: OperationContent
  operationId: Hash
  stage: Stage
  malicious: boolean
  /** The Safe transaction that scheduled it, or would. */
  safeTxHash?: Hash | undefined
  /** Given where the scheduling is only proposed: what to hand to the Safe service. */
  proposal?: SignedSafeTransaction | undefined
}
