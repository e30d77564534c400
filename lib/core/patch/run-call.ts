import type { Call } from '@/lib/core/chain/call'
import type { SafeOperation } from '@/lib/core/safe/safe-transaction'

/** A call of the Safe itself may be a delegatecall; those of an operation are plain. */
export type RunCall = Call & { readonly operation?: SafeOperation | undefined }
