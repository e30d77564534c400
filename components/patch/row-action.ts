import type { Address } from 'viem'
import { patchPath, signPath } from '@/components/frame/paths'
import { hasSigned, isOwner, safeOf, signatureProgress } from '@/components/safe/signature-progress'
import { leadTransaction } from '@/lib/core/patch/lead-transaction'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import type { SafeState } from '@/lib/core/safe/safe-state'

export type RowAction = { readonly label: string; readonly href: string }

/** The next thing to do about a record, as a link to where it is reviewed first. */
export function rowAction({
  record,
  safes,
  viewer,
}: {
  record: PatchRecord
  safes: readonly SafeState[]
  viewer: Address | undefined
}): RowAction {
  const href = patchPath(record.key)
  switch (record.stage) {
    case 'ready':
      return { label: 'Execute', href }
    case 'scheduled':
    case 'blocked':
      return { label: 'Audit', href }
    case 'draft':
      return { label: 'Review', href }
    case 'proposed':
      return proposedAction({ record, safes, viewer })
    case 'executed':
    case 'cancelled':
    case 'superseded':
    case 'rolled-back':
      return { label: 'Open', href }
  }
}

function proposedAction({
  record,
  safes,
  viewer,
}: {
  record: PatchRecord
  safes: readonly SafeState[]
  viewer: Address | undefined
}): RowAction {
  const review = { label: 'Review', href: patchPath(record.key) }
  const transaction = leadTransaction(record)
  if (transaction?.outcome.status !== 'pending') return review
  const safe = safeOf(safes, transaction)
  if (!safe) return review
  const { signed } = signatureProgress({ transaction, safe })
  if (signed >= safe.threshold) {
    return { label: record.operationId ? 'Schedule' : 'Execute', href: signPath(record.key) }
  }
  const awaited = viewer && isOwner(safe, viewer) && !hasSigned(transaction, viewer)
  return awaited ? { label: 'Sign', href: signPath(record.key) } : review
}
