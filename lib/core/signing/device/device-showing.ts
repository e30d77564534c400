import type { Call } from '@/lib/core/chain/call'
import { encodeExecTransaction } from '@/lib/core/safe/encode-exec-transaction'
import { hashSafeTransaction } from '@/lib/core/safe/hash-safe-transaction'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { safeTypedData } from '@/lib/core/safe/safe-typed-data'
import {
  type ClearSigning,
  clearSignCall,
  clearSignTypedData,
  isClear,
} from '@/lib/core/signing/clear-signing/clear-sign'
import type { Descriptor } from '@/lib/core/signing/clear-signing/descriptor'
import {
  safeCallDescriptor,
  safeMessageDescriptor,
  timelockDescriptor,
} from '@/lib/core/signing/clear-signing/own-descriptors'
import { decodeTimelockCall } from '@/lib/core/timelock/decode-timelock-call'
import { encodeExecute } from '@/lib/core/timelock/encode-execute'
import { approveHashCall } from './approve-hash-call'
import { callViews } from './call-views'
import type { DeviceView } from './device-view'
import { rawTypedData } from './raw-typed-data'
import { typedDataViews } from './typed-data-views'

/** What devices show of one thing, with the descriptors that are known and without. */
export type Shown = {
  readonly views: readonly DeviceView[]
  readonly clear: readonly ClearSigning[]
}

/** What devices show of a Safe transaction, and of the plain transactions that follow from it. */
export type DeviceShowing = Shown & {
  /** As the wallet is handed it. */
  readonly typedData: string
  readonly calls: readonly (Shown & { readonly title: string; readonly call: Call })[]
}

export type DeviceShowingParameters = {
  readonly proposed: ProposedTransaction
  /** As the Safe answers `VERSION()`. */
  readonly version: string
  /** Signatures that the Safe asks for. */
  readonly threshold: number
  /** Known from the configuration. */
  readonly descriptors: readonly Descriptor[]
}

/**
 * What devices show when a Safe transaction is signed, approved or executed.
 *
 * @throws UnknownSafeVersionError
 */
export function deviceShowing(parameters: DeviceShowingParameters): DeviceShowing {
  const { proposed, version, descriptors } = parameters
  const { transaction } = proposed
  const { safe } = transaction
  const { chainId } = safe
  const typedData = safeTypedData({ transaction, version })
  return {
    typedData: rawTypedData(typedData),
    views: typedDataViews(typedData),
    clear: [safeMessageDescriptor(safe, version), ...descriptors]
      .map((descriptor) => clearSignTypedData({ descriptor, typedData }))
      .filter(isClear),
    calls: sentCalls(parameters).map(({ title, call }) => ({
      title,
      call,
      views: callViews({ call, chainId }),
      clear: [
        call.target === safe.address
          ? safeCallDescriptor(safe, version)
          : timelockDescriptor({ chainId, address: call.target }),
        ...descriptors,
      ]
        .map((descriptor) => clearSignCall({ descriptor, chainId, call }))
        .filter(isClear),
    })),
  }
}

/** The plain transactions that approve, execute, and in the end execute the operation. */
function sentCalls({
  proposed,
  version,
  threshold,
}: DeviceShowingParameters): { readonly title: string; readonly call: Call }[] {
  const { transaction, confirmations } = proposed
  const { safe } = transaction
  const { safeTxHash } = hashSafeTransaction({ transaction, version })
  const signatures = confirmations.map(({ signature }) => signature)
  const ordered = decodeTimelockCall(transaction.data)
  return [
    { title: 'Approving on chain instead', call: approveHashCall({ safe, safeTxHash }) },
    ...(signatures.length >= threshold
      ? [
          {
            title: 'Executing the Safe transaction, with the signatures gathered so far',
            call: {
              target: safe.address,
              value: 0n,
              data: encodeExecTransaction({ transaction, signatures }),
            },
          },
        ]
      : []),
    ...(ordered?.kind === 'schedule'
      ? [
          {
            title: 'Executing the operation, after its delay',
            call: {
              target: transaction.target,
              value: ordered.content.calls.reduce((sum, { value }) => sum + value, 0n),
              data: encodeExecute(ordered.content),
            },
          },
        ]
      : []),
  ]
}
