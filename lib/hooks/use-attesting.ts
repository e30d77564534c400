import { attestReport } from '@/lib/actions/attestations/attest-report'
import type { AttestationContent } from '@/lib/core/signing/attestation'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

/**
 * Signs, as the connected account, that a report was made again, and has the desk keep it.
 *
 * @param path The address of the attestations of the operation.
 */
export function useAttesting(path: string): Action<Omit<AttestationContent, 'signer'>> {
  const { connected } = useWallet()
  return useAction(async (content) => {
    const { wallet, account } = await connected()
    await attestReport({
      wallet,
      api: { origin: window.location.origin },
      path,
      content: { ...content, signer: account },
    })
  })
}
