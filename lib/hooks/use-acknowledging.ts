import { acknowledgeFinding } from '@/lib/actions/acknowledgements/acknowledge-finding'
import type { AcknowledgementContent } from '@/lib/core/signing/acknowledgement'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

/** Signs an answer to a finding as the connected account, and has the desk keep it. */
export function useAcknowledging(): Action<Omit<AcknowledgementContent, 'signer'>> {
  const { connected } = useWallet()
  return useAction(async (content) => {
    const { wallet, account } = await connected()
    await acknowledgeFinding({
      wallet,
      api: { origin: window.location.origin },
      content: { ...content, signer: account },
    })
  })
}
