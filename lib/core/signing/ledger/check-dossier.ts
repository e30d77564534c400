import { isAddressEqual } from 'viem'
import { patchOperation } from '@/lib/core/patch/patch-operation'
import { readIntents } from '@/lib/core/patch/read-intents'
import { digestOf } from './digest-of'
import type { LedgerEntry } from './ledger-entry'
import type { LedgerSubject } from './ledger-subject'

/**
 * Beside a dossier only its own operation may be signed for, by one plain call. A batch that schedules it along with
 * something else is refused: what it does besides would be signed under the dossier's title.
 */
export function checkDossier({ patch, transaction, known }: LedgerSubject): LedgerEntry {
  const head = {
    id: 'dossier',
    title: 'The signed bytes are those of the dossier',
    anchor: 'recomputed',
  } as const
  if (!patch) {
    return {
      ...head,
      verdict: 'not-applicable',
      detail: 'No dossier is known; what you see is decoded from the signed bytes alone.',
    }
  }
  const other = {
    ...head,
    verdict: 'fail',
    detail: 'The transaction does something else than the dossier describes.',
  } as const
  const digest = digestOf(patch)
  if (digest !== patch.digest) {
    const detail = 'The digest is not the one of this dossier.'
    return { ...other, detail, expected: digest, found: patch.digest }
  }
  const [intent, more] = readIntents({
    transaction,
    timelocks: known.timelocks.filter(
      ({ chainId, address }) =>
        chainId === patch.chainId && isAddressEqual(address, patch.timelock),
    ),
  })
  const isPlain = transaction.operation === 'call' && transaction.value === 0n
  if (!intent || more || !isPlain || transaction.safe.chainId !== patch.chainId) return other
  const { id } = patchOperation(patch)
  switch (intent.kind) {
    case 'schedule': {
      if (intent.operationId !== id) return { ...other, expected: id, found: intent.operationId }
      return isAddressEqual(transaction.safe.address, patch.safe)
        ? {
            ...head,
            verdict: 'pass',
            detail: 'Digest and operation id recomputed here; the salt is the digest.',
          }
        : { ...other, expected: patch.safe, found: transaction.safe.address }
    }
    case 'cancel':
    case 'execute':
      // A guardian, too, may cancel or execute it.
      return intent.operationId === id
        ? {
            ...head,
            verdict: 'not-applicable',
            detail: `This transaction would ${intent.kind} the dossier’s operation, not schedule it.`,
          }
        : { ...other, expected: id, found: intent.operationId }
    case 'rejection':
      return {
        ...head,
        verdict: 'not-applicable',
        detail: 'This transaction does nothing but use up its nonce.',
      }
    case 'other':
      return other
  }
}
