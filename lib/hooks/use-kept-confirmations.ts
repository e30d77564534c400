import { isAddressEqual } from 'viem'
import type { PublicConfig } from '@/lib/config/public-config'
import type { Confirmation, ProposedTransaction } from '@/lib/core/safe/proposed-transaction'
import { useSignatureShelf } from '@/lib/hooks/use-signature-shelf'
import { useVerifiedSignatures } from '@/lib/hooks/use-verified-signatures'

/** Proven signatures that are kept in this browser and that the Safe service does not have: they count for execution too. */
export function useKeptConfirmations(
  config: PublicConfig,
  transaction: ProposedTransaction,
): readonly Confirmation[] {
  const { shelf } = useSignatureShelf()
  const file = shelf.find(({ safeTxHash }) => safeTxHash === transaction.safeTxHash)
  const { verified } = useVerifiedSignatures(config, file)
  return (verified?.signatures ?? []).flatMap((each): Confirmation[] => {
    if (each.verdict !== 'counts') return []
    const { signature } = each
    const isKnown = transaction.confirmations.some(({ owner }) =>
      isAddressEqual(owner, signature.signer),
    )
    return isKnown
      ? []
      : [{ owner: signature.signer, signature, submittedAt: transaction.submittedAt }]
  })
}
