import { type Address, isAddressEqual } from 'viem'
import type { ProtocolDesk } from '@/lib/core/patch/desk'
import type { PatchRecord } from '@/lib/core/patch/patch-record'
import { nestedSafes } from '@/lib/core/safe/owner-tree'
import type { ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import type { SafeState } from '@/lib/core/safe/safe-state'

/** Something that somebody can do now. */
export type Attention = {
  readonly kind: 'execute-operation' | 'execute-transaction' | 'sign'
  readonly record: PatchRecord
  /** The Safe transaction, where it is about one. */
  readonly transaction: ProposedTransaction | undefined
  readonly safe: SafeState | undefined
}

/**
 * What can be done now: operations to execute first, then Safe transactions that have all their signatures, then those
 * that lack one, both by nonce, as the Safe will take them. With a viewer, signatures are asked for only where that
 * account is an owner who has not signed. What could not be read asks for nothing.
 */
export function attentionOf(desk: ProtocolDesk, viewer: Address | undefined): Attention[] {
  const safes = knownSafes(desk)
  const ready: Attention[] = desk.records
    .filter(({ stage }) => stage === 'ready')
    .map((record) => ({
      kind: 'execute-operation',
      record,
      transaction: undefined,
      safe: undefined,
    }))
  const open = desk.records
    .filter(({ stage }) => stage === 'proposed')
    .flatMap((record) =>
      [...record.schedules, ...record.others]
        .filter(({ outcome }) => outcome.status === 'pending')
        .map((transaction) => ({ record, transaction, safe: safeOf(safes, transaction) })),
    )
    .flatMap(({ record, transaction, safe }): Attention[] => {
      // A nonce that is used up cannot be signed for any more, whatever the Safe service says of it.
      if (!safe || transaction.transaction.nonce < safe.nonce) return []
      if (isSigned(transaction, safe)) {
        // Only the next nonce can be executed; a later one has nothing to ask for yet.
        const next = transaction.transaction.nonce === safe.nonce
        return next ? [{ kind: 'execute-transaction', record, transaction, safe }] : []
      }
      return awaits(transaction, safe, viewer) ? [{ kind: 'sign', record, transaction, safe }] : []
    })
  const rank: Readonly<Record<Attention['kind'], number>> = {
    'execute-operation': 0,
    'execute-transaction': 1,
    sign: 2,
  }
  const nonceOf = ({ transaction }: Attention) => Number(transaction?.transaction.nonce ?? 0n)
  return [...ready, ...open].sort((a, b) => rank[a.kind] - rank[b.kind] || nonceOf(a) - nonceOf(b))
}

/** The Safe and the guardian of a desk, and the Safes among their owners, as far as they could be read. */
export function knownSafes({ chain }: ProtocolDesk): SafeState[] {
  const named = [chain?.facts.safe, chain?.facts.guardian].flatMap((safe) =>
    safe?.known ? [safe.value] : [],
  )
  const nested = (chain?.owners ?? []).flatMap(nestedSafes)
  return [...named, ...nested].filter(
    ({ safe }, index, all) =>
      all.findIndex((each) => isAddressEqual(each.safe.address, safe.address)) === index,
  )
}

function safeOf(safes: readonly SafeState[], { transaction }: ProposedTransaction) {
  return safes.find(({ safe }) => isAddressEqual(safe.address, transaction.safe.address))
}

function isSigned(
  { confirmations }: ProposedTransaction,
  { owners, threshold }: SafeState,
): boolean {
  const signed = owners.filter((owner) =>
    confirmations.some((confirmation) => isAddressEqual(confirmation.owner, owner)),
  )
  return signed.length >= threshold
}

function awaits(
  { confirmations }: ProposedTransaction,
  { owners }: SafeState,
  viewer: Address | undefined,
): boolean {
  if (!viewer) return true
  return (
    owners.some((owner) => isAddressEqual(owner, viewer)) &&
    !confirmations.some(({ owner }) => isAddressEqual(owner, viewer))
  )
}
