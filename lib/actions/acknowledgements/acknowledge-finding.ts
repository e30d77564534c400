import type { Client } from 'viem'
import { signTypedData } from 'viem/actions'
import { postAcknowledgement } from '@/lib/adapters/suture-api/post-acknowledgement'
import type { SutureApi } from '@/lib/adapters/suture-api/request-api'
import { assertWalletChain } from '@/lib/adapters/wallet/assert-wallet-chain'
import { toWalletError } from '@/lib/adapters/wallet/wallet-error'
import type { AcknowledgementContent } from '@/lib/core/signing/acknowledgement'
import { acknowledgementTypedData } from '@/lib/core/signing/acknowledgement-typed-data'
import { recoverAcknowledgement } from '@/lib/core/signing/recover-acknowledgement'

export type AcknowledgeFindingParameters = {
  readonly wallet: Client
  readonly api: SutureApi
  /** Its signer is the connected account. */
  readonly content: AcknowledgementContent
}

/**
 * Has the wallet sign an answer to a finding, and hands it to the desk. It leaves the browser only after it was recovered to
 * the account and to the words that were shown.
 *
 * @throws WalletError, ForeignAcknowledgementError, InvalidSignatureError, SutureApiError
 */
export async function acknowledgeFinding({
  wallet,
  api,
  content,
}: AcknowledgeFindingParameters): Promise<void> {
  await assertWalletChain(wallet, content.safe.chainId)
  const signature = await signTypedData(wallet, {
    account: content.signer,
    ...acknowledgementTypedData(content),
  }).catch((error: unknown) => {
    throw toWalletError(error)
  })
  const acknowledgement = await recoverAcknowledgement({ ...content, signature })
  await postAcknowledgement(api, { acknowledgement })
}
