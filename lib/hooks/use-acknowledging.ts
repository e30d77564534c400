import { acknowledgeFinding } from '@/lib/actions/acknowledgements/acknowledge-finding'
import { BaseError } from '@/lib/core/error/base-error'
import type { AcknowledgementContent } from '@/lib/core/signing/acknowledgement'
import { type Action, useAction } from '@/lib/hooks/use-action'
import { useWallet } from '@/lib/hooks/use-wallet'

/** Signs an answer to a finding as the connected account, and has the desk keep it. */
export function useAcknowledging(): Action<Omit<AcknowledgementContent, 'signer'>> {
  const { account, clientOf } = useWallet()
  return useAction(async (content) => {
    if (!account) throw new BaseError('No wallet is connected.', { hint: 'Connect one first.' })
    await acknowledgeFinding({
      wallet: await clientOf(account),
      api: { origin: window.location.origin },
      content: { ...content, signer: account },
    })
  })
}
